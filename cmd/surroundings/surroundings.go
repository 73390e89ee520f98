package surroundings

import (
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/https"
	"needsbook/app/school"
	"needsbook/storage/linkcheck"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

// Options are the clock, the identifiers and the roads of a real computer. today,
// when it is not zero, stands still for repeatable runs.
func Options(today day.Date) desk.Options {
	clock := school.Clock(time.Now)
	if !today.IsZero() {
		clock = func() time.Time { return today.Time().Add(9 * time.Hour) }
	}
	return desk.Options{
		Clock: clock,
		NewID: newID,
		By:    "SENCO",
		Roads: desk.Roads{
			Dial: func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) },
			Folder: func(path string, hub exchange.PublicKey) desk.SharedFolder {
				return folder.Drop{Folder: path, Hub: hub}
			},
			Random: rand.Reader,
			Chance: mathrand.Float64,
		},
		Links: linkcheck.New(),
	}
}

// newID makes an identifier that sorts by the time it was made.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic("needsbook: this computer gives no randomness: " + err.Error())
	}
	return id.String()
}

// Files makes and opens files with the records that notice an older copy put back,
// kept in the user's own configuration.
func Files() schooldb.Files {
	options := vault.Options{}
	if config, err := os.UserConfigDir(); err == nil {
		anchors := filepath.Join(config, "needsbook")
		if os.MkdirAll(anchors, 0o700) == nil {
			options.Anchors = anchors
		}
	}
	return schooldb.Files{Options: options}
}

// Today reads the day of --today; "" is the zero Date.
func Today(text string) (day.Date, error) {
	if text == "" {
		return day.Date{}, nil
	}
	d, err := day.Parse(text, day.On(time.Now()))
	if err != nil {
		return d, fmt.Errorf("--today %q is not a date. Write it as 2026-11-21", text)
	}
	return d, nil
}
