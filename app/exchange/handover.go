package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/gowebpki/jcs"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"needsbook/app/day"
	"needsbook/assets"
)

// HandoverFormat is the form of hand-over document that this program writes and reads.
const HandoverFormat = "needsbook-handover/1"

// Bounds of a bundle, in bytes. Papers are what is attached: reports, letters.
const (
	MaxHandover       = 40 << 20
	MaxHandoverPapers = 32 << 20
	maxHandoverWords  = 4 << 20 // the document without its papers
)

// Handover is what one school tells the next about one pupil. Its record is made and
// read by whoever knows pupils; its form is closed by assets/schema/handover.json.
type Handover struct {
	Format string          `json:"format"`
	Mark   string          `json:"mark"` // random, so that nobody can guess the document's name who has not opened it
	From   HandoverSender  `json:"from"`
	To     HandoverSchool  `json:"to"`
	On     day.Date        `json:"on"`
	Parts  []string        `json:"parts"` // what the sender chose
	Record json.RawMessage `json:"record"`
	Papers []HandoverPaper `json:"papers"` // in the order in which they lie in the bundle
}

// HandoverSchool is a school that gives or takes a pupil's record.
type HandoverSchool struct {
	URN  string `json:"urn"`
	Name string `json:"name"`
}

// HandoverSender is the school that made a bundle, with the key that signed it.
type HandoverSender struct {
	HandoverSchool
	Key PublicKey `json:"key"`
}

// HandoverPaper names one paper of a bundle by its content.
type HandoverPaper struct {
	Digest string `json:"digest"` // SHA-256, in hexadecimal digits
	Size   int64  `json:"size"`   // bytes
}

// NewHandoverPaper names a paper.
func NewHandoverPaper(content []byte) HandoverPaper {
	sum := sha256.Sum256(content)
	return HandoverPaper{Digest: hex.EncodeToString(sum[:]), Size: int64(len(content))}
}

// Payload returns the canonical bytes to be sealed, once they fit the schema.
func (h Handover) Payload() ([]byte, error) {
	h.Format = HandoverFormat
	if h.Papers == nil {
		h.Papers = []HandoverPaper{}
	}
	b, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("write the hand-over: %w", err)
	}
	if b, err = jcs.Transform(b); err != nil {
		return nil, fmt.Errorf("write the hand-over: %w", err)
	}
	if _, err := readHandover(b); err != nil {
		return nil, err
	}
	return b, nil
}

var handoverSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(assets.Schema("handover.json")))
	if err != nil {
		return nil, fmt.Errorf("read the schema of a hand-over: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("needsbook:///handover.json", text); err != nil {
		return nil, fmt.Errorf("read the schema of a hand-over: %w", err)
	}
	return c.Compile("needsbook:///handover.json")
})

// readHandover reads the bytes of a document and refuses whatever its schema does not
// name. The reason never repeats what the document says.
func readHandover(payload []byte) (Handover, error) {
	var h Handover
	if len(payload) > maxHandoverWords {
		return h, ErrHandoverTooLarge
	}
	if err := CheckJSON(payload); err != nil {
		return h, fmt.Errorf("%w (%w)", ErrHandoverForm, err)
	}
	schema, err := handoverSchema()
	if err != nil {
		return h, err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(payload))
	if err != nil {
		return h, ErrHandoverForm
	}
	if err := schema.Validate(value); err != nil {
		return h, &HandoverFormError{Where: whereNot(err)}
	}
	if err := json.Unmarshal(payload, &h); err != nil {
		return h, ErrHandoverForm
	}
	return h, nil
}

// HandoverFormError says at which place a document does not fit the schema, without
// repeating what stands there.
type HandoverFormError struct{ Where string }

// Error names the place.
func (e *HandoverFormError) Error() string {
	return "the hand-over holds something at " + e.Where + " that this program does not know, so nothing was changed. Ask the sender to make it again, or update Needsbook"
}

// Is makes it one of the documents that are not in the agreed form.
func (e *HandoverFormError) Is(target error) bool { return target == ErrHandoverForm }

// whereNot finds the deepest place that a schema refused.
func whereNot(err error) string {
	var v *jsonschema.ValidationError
	if !errors.As(err, &v) {
		return "its root"
	}
	for len(v.Causes) > 0 {
		v = v.Causes[0]
	}
	where := ""
	for _, part := range v.InstanceLocation {
		where += "/" + part
	}
	if where == "" {
		return "its root"
	}
	return where
}
