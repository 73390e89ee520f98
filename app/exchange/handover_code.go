package exchange

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// handoverCodeLength is the number of random characters of five bits in the code of
// a hand-over bundle: 135 bits. The bundle may lie on a lost stick for years, where
// anybody may try codes without end, so the code is longer than an invitation's.
const handoverCodeLength = 27

// ErrHandoverCode means that the code of a bundle was mistyped.
var ErrHandoverCode = errors.New("that is not the code of a hand-over bundle. It has 28 letters and digits in seven groups of four. Check it and type it again")

// NewHandoverCode makes the one-time code of a bundle, seven groups of four such as
// 7K2Q-F9MZ-... Its last character checks the others. It is to be told by telephone
// and is never kept beside the bundle.
func NewHandoverCode(random io.Reader) (string, error) {
	code, err := drawCode(random, handoverCodeLength)
	if err != nil {
		return "", fmt.Errorf("make the code of a bundle: %w", err)
	}
	return inFours(code), nil
}

// ReadHandoverCode accepts a code as people type it: any case, any gaps, O for 0, I or L
// for 1. It returns the written form.
func ReadHandoverCode(typed string) (string, error) {
	plain, ok := plainCode(typed, handoverCodeLength)
	if !ok {
		return "", ErrHandoverCode
	}
	return inFours(plain), nil
}

func inFours(plain string) string {
	var groups []string
	for len(plain) > 4 {
		groups, plain = append(groups, plain[:4]), plain[4:]
	}
	return strings.Join(append(groups, plain), "-")
}
