package crash

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// deepest is how many places are named, from the innermost out.
const deepest = 16

// Crash is a stop by a fault of the program. It holds no words of what was stopped.
type Crash struct {
	Sort   string   // the type of what the program stopped with, such as runtime.boundsError
	Places []string // where, from the innermost out, such as "needsbook/app/desk.(*Desk).Record record.go:41"
}

// Error says it in plain words, with what whoever mends the program needs.
func (c *Crash) Error() string {
	return "The program stopped by a fault of its own. Everything up to the last change is in the file. Open it again to go on.\n" +
		"For whoever mends the program: " + c.Sort + " at\n  " + strings.Join(c.Places, "\n  ")
}

// Plain is what a person reads, as for every error of the program.
func (c *Crash) Plain() string { return c.Error() }

// Guard does some work and returns its error, or the Crash that it ended in.
func Guard(work func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = caught(value)
		}
	}()
	return work()
}

// caught describes what recover gave. A Crash that was carried over from elsewhere stays
// as it is, with the places where it arose.
func caught(value any) *Crash {
	if c, is := value.(*Crash); is {
		return c
	}
	c := &Crash{Sort: fmt.Sprintf("%T", value)}
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	for stopped := false; len(c.Places) < deepest; {
		frame, more := frames.Next()
		if stopped && !strings.HasPrefix(frame.Function, "runtime.") {
			c.Places = append(c.Places, fmt.Sprintf("%s %s:%d", frame.Function, path.Base(frame.File), frame.Line))
		}
		stopped = stopped || frame.Function == "runtime.gopanic"
		if !more {
			break
		}
	}
	return c
}
