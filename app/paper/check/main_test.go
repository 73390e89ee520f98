package check

import (
	"flag"
	"os"
	"testing"
)

// A random document takes a while to make and to read back: 20 of them are enough each
// time, and NEEDSBOOK_LONG=1 takes 200.
func TestMain(m *testing.M) {
	checks := "20"
	if long() {
		checks = "200"
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
