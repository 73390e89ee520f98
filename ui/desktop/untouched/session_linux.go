//go:build linux

package untouched

import "github.com/godbus/dbus/v5"

// Where logind keeps how the session of this program stands: its LockedHint is true
// while the screen is locked (org.freedesktop.login1).
const (
	login1    = "org.freedesktop.login1"
	ownPath   = dbus.ObjectPath("/org/freedesktop/login1/session/auto")
	lockedNow = login1 + ".Session.LockedHint"
)

// SessionLocked reports whether the person has locked the screen of this computer, and
// whether that is known. Without logind it is not.
func SessionLocked() (locked, known bool) {
	bus, err := dbus.ConnectSystemBus()
	if err != nil {
		return false, false
	}
	defer bus.Close()
	return lockedBy(bus.Object(login1, ownPath))
}

// property is what a bus answers about an object.
type property interface {
	GetProperty(name string) (dbus.Variant, error)
}

func lockedBy(session property) (locked, known bool) {
	v, err := session.GetProperty(lockedNow)
	if err != nil {
		return false, false
	}
	locked, known = v.Value().(bool)
	return locked, known
}
