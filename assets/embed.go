package assets

import (
	"embed"
	"io/fs"
	"strings"
)

// Packs holds the rule packs and code lists as JSON, under packs/.
//
//go:embed packs
var Packs embed.FS

// schemas holds the JSON Schemas that packs are checked against, under schema/.
//
//go:embed schema
var schemas embed.FS

// The fonts of screen and paper. Lexend is the one face, in two weights; DejaVu
// Sans draws the whole word where Lexend lacks a character. Licences stand beside them.
var (
	//go:embed fonts/Lexend-Regular.ttf
	LexendRegular []byte
	//go:embed fonts/Lexend-SemiBold.ttf
	LexendSemiBold []byte
	//go:embed fonts/DejaVuSans.ttf
	DejaVuRegular []byte
	//go:embed fonts/DejaVuSans-Bold.ttf
	DejaVuBold []byte
)

// DemoSchool is the invented school that the program can be tried on.
//
//go:embed demo/school.json
var DemoSchool []byte

// DemoJargon holds words of the demo school as they were before somebody made them plain:
// {notice, words: {section: words}} of the SEN information report.
//
//go:embed demo/report-jargon.json
var DemoJargon []byte

// Releases says where the program may ask for newer versions: {address, key}. As shipped
// it names nowhere.
//
//go:embed dist/releases.json
var Releases []byte

// Changelog is what is new in each version, under release/. See release.Notes for its form.
//
//go:embed release/CHANGELOG.md
var Changelog string

// HubStyle is the style sheet of the hub's pages.
//
//go:embed hub/hub.css
var HubStyle []byte

// HubPeople is the style of the hub's pages for people who are signed in, beside HubStyle.
//
//go:embed hub/people.css
var HubPeople []byte

// HubMeeting is the script of the meeting page's timer, the only one beside those for
// passkeys.
//
//go:embed hub/meeting.js
var HubMeeting []byte

// HubInterface describes the interface of the hub for programs, as OpenAPI.
//
//go:embed hub/openapi.json
var HubInterface []byte

// Help holds the help inside the program, a text for each page, under help/. A text
// is plain: a title after #, headings after ##, paragraphs, and lists whose lines
// begin with - or with a number and a full stop.
//
//go:embed help/*.md
var Help embed.FS

// Pack returns a shipped pack by file name, such as "continuum.json".
// It panics for a name that is not shipped, which a test would show.
func Pack(name string) []byte {
	b, err := Packs.ReadFile("packs/" + name)
	if err != nil {
		panic("assets: no pack " + name)
	}
	return b
}

// ProvingPacks returns the continua that ship beside the default to show what else a
// scheme can be, by file name. They are examples that a school can put in use.
func ProvingPacks() map[string][]byte {
	files, err := fs.Glob(Packs, "packs/proving/*.json")
	if err != nil || len(files) == 0 {
		panic("assets: no proving packs")
	}
	out := make(map[string][]byte, len(files))
	for _, file := range files {
		name := strings.TrimPrefix(file, "packs/")
		out[strings.TrimPrefix(name, "proving/")] = Pack(name)
	}
	return out
}

// Schema returns the JSON Schema of a kind of pack, such as "continuum.json".
// It panics for a name that is not shipped, which a test would show.
func Schema(name string) []byte {
	b, err := schemas.ReadFile("schema/" + name)
	if err != nil {
		panic("assets: no schema " + name)
	}
	return b
}
