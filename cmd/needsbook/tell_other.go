//go:build !windows

package main

import (
	"fmt"
	"os"
)

// tell says something to the person before there is a window, or without one.
func tell(words string) { fmt.Fprintln(os.Stderr, words) }
