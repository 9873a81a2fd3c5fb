static const char *const page = "<p class=\"x\">hello</p>"; /* BAD: prose */
/* TODO BAD: prose */
static double share; /* BAD: prose */
int now(void)
{
	return time(0); /* BAD: prose */
}
