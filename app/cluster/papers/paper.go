package papers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gowebpki/jcs"

	"needsbook/app/exchange"
)

// Paper is one of the kinds of paper: Request, Second, Interest, Contact, Keyring,
// Offer, Scores, Attest, Dispute, Event or Moves, each as a value.
type Paper interface {
	// About returns what the paper says about itself.
	About() exchange.Meta
	// Words returns what the paper says, line by line, as people read it.
	Words() []Line
	// check says what is wrong with the fields of the kind, or nil.
	check() error
	// with returns the paper with other words about itself.
	with(exchange.Meta) Paper
	// ref returns the name that the content gives the paper, "" when any will do.
	ref() string
}

// Line is one thing that a paper says, for a person to look at.
type Line struct{ Label, Value string }

// Kept is a paper that stands at the hub.
type Kept struct {
	ID       string // of the document
	Received time.Time
	Device   string // the key that signed it
	Paper    Paper
}

// read by kind. What is not here is no paper.
var readers = map[string]func([]byte) (Paper, error){
	exchange.KindRequest: read[Request], exchange.KindSecond: read[Second], exchange.KindInterest: read[Interest],
	exchange.KindContact: read[Contact], exchange.KindKeyring: read[Keyring], exchange.KindOffer: read[Offer],
	exchange.KindScores: read[Scores], exchange.KindAttest: read[Attest], exchange.KindDispute: read[Dispute],
	exchange.KindEvent: read[Event], exchange.KindMoves: read[Moves],
}

// ErrKind means that a kind of document is not a paper.
var ErrKind = errors.New("this kind of paper is not known here")

// Schema names the form of a kind of paper that this program writes and reads.
func Schema(kind string) string { return "cluster-" + kind + "/1" }

// Read reads the payload of a paper and refuses anything that its kind does not hold,
// and any but the one way to write it. The error names the field.
func Read(kind string, payload []byte) (Paper, error) {
	reader, ok := readers[kind]
	if !ok {
		return nil, ErrKind
	}
	if err := exchange.CheckJSON(payload); err != nil {
		return nil, err
	}
	m, err := exchange.ReadMeta(payload)
	if err != nil {
		return nil, err
	}
	if m.Kind != kind || m.Schema != Schema(kind) {
		return nil, fmt.Errorf("the paper is not a %s of the form %s", kind, Schema(kind))
	}
	p, err := reader(payload)
	if err != nil {
		return nil, err
	}
	if err := Check(p); err != nil {
		return nil, err
	}
	again, err := canonical(p)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, payload) {
		return nil, errors.New("the paper is not in its one written form")
	}
	return p, nil
}

func read[P Paper](payload []byte) (Paper, error) {
	var p P
	dec := json.NewDecoder(bytes.NewReader(payload))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return nil, errors.New("the paper holds a field or a value that is not known")
	}
	return p, nil
}

// Check says what is wrong with a paper apart from what it says about itself, or nil.
func Check(p Paper) error {
	if err := p.check(); err != nil {
		return err
	}
	if want := p.ref(); want != "" && p.About().Ref != want {
		return wrong("ref")
	}
	return nil
}

// Encode writes a paper as it is signed: canonical JSON. A paper that Read would refuse
// is refused here.
func Encode(p Paper) ([]byte, error) {
	b, err := canonical(p)
	if err != nil {
		return nil, err
	}
	if _, err := Read(p.About().Kind, b); err != nil {
		return nil, err
	}
	return b, nil
}

func canonical(p Paper) ([]byte, error) {
	b, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write the paper: %w", err)
	}
	if b, err = jcs.Transform(b); err != nil {
		return nil, fmt.Errorf("write the paper: %w", err)
	}
	return b, nil
}

// With returns the paper with other words about itself; its kind and schema stay those
// of its content.
func With(p Paper, m exchange.Meta) Paper {
	m.Kind, m.Schema = KindOf(p), Schema(KindOf(p))
	return p.with(m)
}

// RefOf returns the name that the content gives a paper among the school's papers of its
// kind, such as the request that is seconded; "" for a request, an offer and an event,
// of which a school may have any number and which the desk names.
func RefOf(p Paper) string { return p.ref() }

// KindOf returns the kind of a paper by its content.
func KindOf(p Paper) string {
	switch p.(type) {
	case Request:
		return exchange.KindRequest
	case Second:
		return exchange.KindSecond
	case Interest:
		return exchange.KindInterest
	case Contact:
		return exchange.KindContact
	case Keyring:
		return exchange.KindKeyring
	case Offer:
		return exchange.KindOffer
	case Scores:
		return exchange.KindScores
	case Attest:
		return exchange.KindAttest
	case Dispute:
		return exchange.KindDispute
	case Event:
		return exchange.KindEvent
	case Moves:
		return exchange.KindMoves
	}
	return ""
}

// TakesBack reports whether a paper only takes something back that the school said
// before. That needs no agreement.
func TakesBack(p Paper) bool {
	switch p := p.(type) {
	case Request:
		return p.State == Withdrawn
	case Interest:
		return p.State == Withdrawn
	case Event:
		return p.State == Withdrawn
	case Offer:
		return p.State == Closed
	case Dispute:
		return p.Step == TakeBack
	case Attest:
		return p.Ends
	}
	return false
}

// Preview is what would leave the school, for a person to look at.
type Preview struct {
	Paper Paper
	Lines []Line
	Bytes []byte   // exactly what is signed
	ID    string   // of the document
	Words []string // six words for the document
	Same  bool     // the paper stands just so already: there is nothing new to approve
}

// Fields reads the fields of a kind alone, as a person wrote them in a file: without what
// a paper says about itself but its Ref, in any form of JSON. A field that is not known
// is refused; Encode judges the rest.
func Fields(kind string, b []byte) (Paper, error) {
	reader, ok := readers[kind]
	if !ok {
		return nil, ErrKind
	}
	if err := exchange.CheckJSON(b); err != nil {
		return nil, err
	}
	p, err := reader(b)
	if err != nil {
		return nil, err
	}
	return With(p, exchange.Meta{Ref: p.About().Ref}), nil
}
