package rounds

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/pack/signedpack"
)

// By is who does something, and when.
type By struct {
	Actor string
	At    time.Time
}

// Opening is what it takes to open a round.
type Opening struct {
	Set   []byte   // the file of the set as it is sent round, signed or plain
	Known [][]byte // files of packs that the hub has, the continuum of the set among them
	Until day.Date // zero takes the set's own last day
	Named bool     // the panel chose to see which school is which
}

// longestRound is how many days a round may stay open.
const longestRound = 120

// Open begins a round. The set must fit a continuum that the hub has, since the result
// is by its strands; the continuum's order of levels and names go into the book.
func (s State) Open(o Opening, by By) ([]book.Draft, error) {
	today := day.On(by.At)
	set, problems := continuum.LoadVignettes(packOf(o.Set))
	if problems != nil {
		return nil, refuse("This is not a set of cases that can be used: " + problems[0].String())
	}
	scale := continuumOf(o.Known, set)
	if scale == nil {
		return nil, refuse(fmt.Sprintf("The set is for the continuum “%s” version %s, which this hub does not have. Send that pack round first.", set.Continuum.ID, set.Continuum.Version))
	}
	if problems := continuum.CheckVignettes(scale, set); len(problems) > 0 {
		return nil, refuse("The set does not fit its continuum: " + problems[0].String())
	}
	sum := sha256.Sum256(o.Set)
	r := Round{ID: fmt.Sprintf("round-%d", len(s.Rounds)+1), Title: set.Title, Pack: hex.EncodeToString(sum[:]), Set: set.ID + "@" + set.Version,
		Continuum: scale.ID + "@" + scale.Version, Minutes: set.Minutes, Opened: today, Until: o.Until, Named: o.Named}
	if r.Until.IsZero() {
		r.Until = set.Until
	}
	switch {
	case r.Until.IsZero():
		return nil, refuse("Say until which day schools may answer.")
	case r.Until.Before(today):
		return nil, refuse("The last day for answers has passed. Choose a later one.")
	case today.AddDays(longestRound).Before(r.Until):
		return nil, refuse(fmt.Sprintf("A round may stay open for %d days at most.", longestRound))
	}
	for _, open := range s.Rounds {
		if open.Set == r.Set {
			return nil, refuse("This set was scored in the round that opened on " + open.Opened.Words() + ". Schools have seen what experts say of it: send a new set.")
		}
		if open.IsOpen(today) {
			return nil, refuse("The round “" + open.Title + "” is open until " + open.Until.Words() + ". Close it first: schools score one set at a time.")
		}
	}
	r.take(scale, set)
	body, err := json.Marshal(r)
	return []book.Draft{{At: by.At, Actor: by.Actor, Kind: KindOpen, Ref: r.ID, Body: body}}, err
}

// take copies what the round needs of its continuum and set.
func (r *Round) take(scale *continuum.Pack, set *continuum.VignetteSet) {
	for _, l := range scale.Levels {
		r.Levels = append(r.Levels, l.ID)
	}
	for _, s := range scale.Rated() {
		if len(r.Areas) == 0 || r.Areas[len(r.Areas)-1].ID != s.Area.ID {
			r.Areas = append(r.Areas, Part{s.Area.ID, s.Area.Name})
		}
		r.Strands = append(r.Strands, Strand{s.ID, s.Name, s.Area.ID})
	}
	for _, v := range set.Vignettes {
		r.Cases = append(r.Cases, Case{v.ID, v.Year})
	}
}

// packOf is the pack inside a file that may be signed.
func packOf(file []byte) []byte {
	if signedpack.Is(file) {
		if f, err := signedpack.Open(file); err == nil {
			return f.Pack
		}
	}
	return file
}

// continuumOf finds the continuum that a set is for.
func continuumOf(known [][]byte, set *continuum.VignetteSet) *continuum.Pack {
	for _, file := range known {
		body := packOf(file)
		var head struct{ ID, Version string }
		if json.Unmarshal(body, &head) != nil || head.ID != set.Continuum.ID || head.Version != set.Continuum.Version {
			continue
		}
		if p, problems := continuum.Load(body); problems == nil {
			return p
		}
	}
	return nil
}

// Close ends a round before or after its last day and freezes the result in the book, so
// that what was talked about stays as it was. Scores that come later are refused.
func (s State) Close(round string, by By) ([]book.Draft, error) {
	r := s.round(round)
	switch {
	case r == nil:
		return nil, refuse("There is no such round.")
	case !r.Closed.IsZero():
		return nil, refuse("The round was closed on " + r.Closed.Words() + ".")
	}
	result, urns := s.compare(*r)
	result.Closed = day.On(by.At)
	body, err := json.Marshal(frozen{result, urns})
	return []book.Draft{{At: by.At, Actor: by.Actor, Kind: KindClose, Ref: r.ID, Body: body}}, err
}

// longestNote is how long a note may be, in characters.
const longestNote = 1000

// Remark is what a cluster notes of a round that it talked over.
type Remark struct {
	Round   string
	About   string // a strand or a case of it; "" for the whole round
	Words   string
	Instead string // the hash of the note's entry that this one corrects; "" for a new one
}

// Note keeps what was said of a closed round. A note is corrected by another that takes
// its place; both stay in the book.
func (s State) Note(n Remark, by By) ([]book.Draft, error) {
	r := s.round(n.Round)
	n.Words = strings.TrimSpace(n.Words)
	switch {
	case r == nil:
		return nil, refuse("There is no such round.")
	case r.IsOpen(day.On(by.At)):
		return nil, refuse("The round is open until " + r.Until.Words() + ". Talk it over once it is closed, so that nobody scores with another's words in mind.")
	case n.About != "" && !r.knows(n.About):
		return nil, refuse("The round has no strand and no case of that name.")
	case n.Words == "" || !exchange.PlainText(n.Words, longestNote, true):
		return nil, refuse(fmt.Sprintf("Write what was said, in at most %d characters of plain text.", longestNote))
	}
	body, err := json.Marshal(note{n.About, n.Words, n.Instead})
	return []book.Draft{{At: by.At, Actor: by.Actor, Kind: KindNote, Ref: r.ID, Body: body}}, err
}

func (r Round) knows(id string) bool {
	for _, s := range r.Strands {
		if s.ID == id {
			return true
		}
	}
	for _, c := range r.Cases {
		if c.ID == id {
			return true
		}
	}
	return false
}
