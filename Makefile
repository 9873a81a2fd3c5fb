# jifen: build, run, test. `make help` lists the targets; V=1 shows the commands.
B ?= build
CC := gcc
CPPFLAGS := -Icgi-bin -isystem /usr/include/ClearSilver -isystem /usr/include/mariadb -D_GNU_SOURCE
CFLAGS := -std=gnu11 -O2 -g -fstack-protector-strong -fPIE -Wall -Wextra -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wundef -Wvla -Werror
LDFLAGS := -pie -Wl,-z,relro,-z,now
LIBS := -lfcgi -lneo_cs -lneo_utl -lmariadb -lsodium -ltalloc -ljansson -lcurl -lqrencode -lpng -ljpeg -lunistring -lcsv -loath -lxlsxwriter
# SAN=1 builds for the address and undefined-behaviour sanitizers (make asan).
ifdef SAN
CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS += -fsanitize=address,undefined
else
CPPFLAGS += -D_FORTIFY_SOURCE=3
endif
-include Makefile.local

# What the portal runs with; deploy/dev/lib.sh has the defaults.
export PORT VAR PLAN DEMO CLOCK BIND DATA
export BUILD = $(abspath $B)

Q := $(if $(V),,@)
said = $(if $(V),,@printf '  %-4s %s\n' $(1) $(2))
MAKEFLAGS += --no-print-directory
# A make that was not given -j uses all processors.
again = $(MAKE) $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc)) B=$B

ROOMS := base rule store service page view web job
SRC := $(wildcard $(ROOMS:%=cgi-bin/%/*.c))
OBJ := $(SRC:cgi-bin/%.c=$B/%.o)
LIB := $B/libjifen.a
PROGRAMS := member survey partner admin pointsctl
TESTS := $(patsubst %.c,$B/%,$(wildcard tests/*/test_*.c))
MAN := $(wildcard cgi-bin/*.[1-8])

all: $(PROGRAMS:%=$B/%) $B/static/manifest.hdf
	@:

help:
	@echo "make run        everything a fresh Debian needs, then the portal in the foreground"
	@echo "make start      the same in the background;  make stop ends it"
	@echo "make test       the whole test suite;  make test-real DATA=DIR  with real orders"
	@echo "make check      conventions of the code only"
	@echo "make bench      speed against PHP and against the floor"
	@echo "make asan       unit, service and site tests under sanitizers"
	@echo "make gold       compares pages with their golden files;  GOLD=write renews them"
	@echo "make fuzz       the parsers against random input, SECONDS=60 each"
	@echo "make install    programs and files below DESTDIR and PREFIX"
	@echo "make clean      removes what was built; the portal's data stay in VAR"
	@echo
	@echo "Variables: PORT=8080 VAR=var PLAN=travel DEMO=1 BIND=127.0.0.1"
	@echo "           CLOCK=2027-01-01T00:00:00+08:00  V=1"

# ---- building
$B/%.o: cgi-bin/%.c
	@mkdir -p $(@D)
	$(call said,CC,$<)
	$Q$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(OBJ)
	$(call said,AR,$@)
	$Qar rcs $@.$$PPID $^ && mv -f $@.$$PPID $@

$(PROGRAMS:%=$B/%): $B/%: $B/%.o $(LIB)
	$(call said,LINK,$@)
	$Q$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# tests/ROOM/test_X.c becomes build/tests/ROOM/test_X
$B/tests/%: tests/%.c $(LIB)
	@mkdir -p $(@D)
	$(call said,TEST,$<)
	$Q$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(LIB) -lcmocka $(LIBS)

tests: $(TESTS)

$B/static/manifest.hdf: deploy/dev/assets.sh $(wildcard static/icons.list static/*/*)
	@mkdir -p $B
	$(call said,ICON,$(@D))
	$Qdeploy/dev/assets.sh $(@D)

# ---- running
run start:
	@deploy/dev/packages.sh run
	@$(again) all
	@exec deploy/dev/$@.sh

stop:
	@exec deploy/dev/stop.sh

# ---- testing
test:
	@deploy/dev/packages.sh run test
	@$(again) all tests
	@tests/run.sh unit check site orders fault browser

check:
	@deploy/dev/packages.sh run test
	@$(again) all
	@tests/run.sh check

asan:
	@deploy/dev/packages.sh run test
	@$(MAKE) -j$(shell nproc) B=build-asan SAN=1 all tests
	@B=build-asan SAN=1 BUILD=$(CURDIR)/build-asan tests/run.sh unit site

test-real:
	@deploy/dev/packages.sh run test
	@$(again) all
	@tests/run.sh real

gold:
	@deploy/dev/packages.sh run test
	@$(again) all tests
	@tests/run.sh gold

fuzz:
	@deploy/dev/packages.sh run fuzz
	@tests/fuzz/run.sh $(SECONDS)

bench:
	@deploy/dev/packages.sh run bench
	@$(again) all
	@exec /usr/bin/python3 tests/bench/run.py

analyse:
	@deploy/dev/packages.sh run analyse
	@tests/analyse.sh

# ---- installing (GNU names)
PREFIX ?= /usr/local
SYSCONFDIR ?= $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)
LIBEXECDIR ?= $(PREFIX)/libexec/jifen
DATADIR ?= $(PREFIX)/share/jifen
MANDIR ?= $(PREFIX)/share/man
UNITDIR ?= $(PREFIX)/lib/systemd/system

install: all
	$Qdeploy/install.sh "$(DESTDIR)" "$(PREFIX)" "$(SYSCONFDIR)" "$(LIBEXECDIR)" "$(DATADIR)" "$(MANDIR)" "$(UNITDIR)"

clean:
	rm -rf $B build-asan

.PHONY: analyse all help tests run start stop test check asan test-real gold fuzz bench install clean
.DELETE_ON_ERROR:
-include $(OBJ:.o=.d) $(PROGRAMS:%=$B/%.d) $(TESTS:%=%.d)
