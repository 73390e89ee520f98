package exchange

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"needsbook/app/day"
)

// sendWindow is the time before a panel's papers are due over which schools spread.
const sendWindow = 48 * time.Hour

// SendTime is when a school sends by default for a panel whose papers are due by a
// day: some moment of the 48 hours before that day begins at the place, fixed by the
// school's URN, so that a county's schools do not all come at once. It is the zero
// time when no day is known, which means at once.
func SendTime(urn string, papersBy day.Date, place *time.Location) time.Time {
	if papersBy.IsZero() {
		return time.Time{}
	}
	due := time.Date(papersBy.Year(), time.Month(papersBy.Month()), papersBy.Day(), 0, 0, 0, 0, place)
	sum := sha256.Sum256([]byte("needsbook send time v1\n" + urn))
	ahead := 1 + binary.BigEndian.Uint64(sum[:8])%uint64(sendWindow/time.Second)
	return due.Add(-time.Duration(ahead) * time.Second)
}
