package continuum_test

import (
	"testing"

	"needsbook/app/continuum"
)

func TestSettingIsNamedByTheSchoolsWordThenByThePacks(t *testing.T) {
	p := &continuum.Pack{}
	for word, want := range map[string]string{"école spéciale": "École spéciale", "special school": "Special school", "": ""} {
		if got := p.SettingName("special", func(string) string { return word }); got != want {
			t.Errorf("%q becomes %q, want %q", word, got, want)
		}
	}
}
