//go:build linux

package untouched

import (
	"errors"
	"testing"

	"github.com/godbus/dbus/v5"
)

type answers struct {
	value any
	err   error
	asked string
}

func (a *answers) GetProperty(name string) (dbus.Variant, error) {
	a.asked = name
	return dbus.MakeVariant(a.value), a.err
}

func TestSessionIsLockedWhenLogindSaysSoAndUnknownWithoutIt(t *testing.T) {
	for _, c := range []struct {
		says          answers
		locked, known bool
	}{
		{answers{value: true}, true, true},
		{answers{value: false}, false, true},
		{answers{value: "yes"}, false, false},
		{answers{value: true, err: errors.New("no such session")}, false, false},
	} {
		locked, known := lockedBy(&c.says)
		if locked != c.locked || known != c.known || c.says.asked != "org.freedesktop.login1.Session.LockedHint" {
			t.Errorf("%+v: %v %v", c.says, locked, known)
		}
	}
}
