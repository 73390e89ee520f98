package release

import (
	"fmt"
	"strconv"
	"strings"
)

// Version is the program's, as in 0.1.0.
type Version [3]int

// Parse reads a version of three numbers with points between.
func Parse(text string) (Version, error) {
	var v Version
	numbers := strings.Split(text, ".")
	if len(numbers) != len(v) {
		return Version{}, fmt.Errorf("%q is not a version such as 1.2.3", text)
	}
	for i, number := range numbers {
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || strconv.Itoa(n) != number {
			return Version{}, fmt.Errorf("%q is not a version such as 1.2.3", text)
		}
		v[i] = n
	}
	return v, nil
}

// String writes the version as it is read.
func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }

// Before says whether v is older than w.
func (v Version) Before(w Version) bool {
	for i := range v {
		if v[i] != w[i] {
			return v[i] < w[i]
		}
	}
	return false
}
