/* The least a FastCGI program can do: the benchmarks' zero line. */
#include <fcgiapp.h>

int main(void)
{
	FCGX_Request request;
	if (FCGX_Init() || FCGX_InitRequest(&request, 0, 0))
		return 1;
	while (FCGX_Accept_r(&request) >= 0) {
		FCGX_PutS("Content-Type: text/plain\r\n\r\n", request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}
