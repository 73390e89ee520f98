package finding

// Severity says how much a finding matters.
type Severity int

// Severities, from a remark to a refusal.
const (
	Note   Severity = iota // worth knowing
	Warn                   // should be put right, does not block
	Refuse                 // cannot go on until it is put right
)

// Finding is one thing that a check found.
type Finding struct {
	Code     string   `json:"code"`            // stable, like upn.check_letter
	Field    string   `json:"field,omitempty"` // the field it is about, if one
	Severity Severity `json:"severity"`
	Args     []string `json:"args,omitempty"` // values for the sentence, never a pupil's name
}
