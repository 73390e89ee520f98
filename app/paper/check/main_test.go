package check

import (
	"flag"
	"os"
	"testing"
)

// A random document takes a while to make and to read back: 15 of them are enough
// each time, and -rapid.checks asks for more.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
