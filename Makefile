# jifen: build, run, test. `make help` lists the targets.
B := build
CC := gcc
CPPFLAGS := -Icgi-bin -isystem /usr/include/ClearSilver -isystem /usr/include/mariadb -D_GNU_SOURCE -D_FORTIFY_SOURCE=3
CFLAGS := -std=gnu11 -O2 -g -fstack-protector-strong -fPIE -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wundef -Wvla -Werror
LDFLAGS := -pie -Wl,-z,relro,-z,now
LIBS := -lfcgi -lneo_cs -lneo_utl -lmariadb -lsodium -ltalloc -ljansson -lcurl -lqrencode -lpng -lunistring -lcsv

ROOMS := base rule store service page view web job
SRC := $(wildcard $(ROOMS:%=cgi-bin/%/*.c))
OBJ := $(SRC:cgi-bin/%.c=$B/%.o)
LIB := $B/libjifen.a

all: $B/member $B/partner $B/pointsctl

$B/%.o: cgi-bin/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(OBJ)
	@rm -f $@
	ar rcs $@ $^

$B/member $B/partner $B/pointsctl: $B/%: $B/%.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# tests/ROOM/test_X.c becomes build/tests/ROOM/test_X
$B/tests/%: tests/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(LIB) -lcmocka $(LIBS)

clean:
	rm -rf $B

.PHONY: all clean
-include $(OBJ:.o=.d)
