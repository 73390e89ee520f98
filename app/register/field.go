package register

// Field is a field of the school's own: what it is called and what it may hold.
type Field struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Type    FieldType `json:"type"`
	Choices []string  `json:"choices"` // of a FieldChoice, in their order
	Place   int       `json:"place"`   // order among the fields
}

// FieldType is what a field of the school's own may hold.
type FieldType string

// Types of field.
const (
	FieldText   FieldType = "text"
	FieldNumber FieldType = "number"
	FieldDate   FieldType = "date"
	FieldYesNo  FieldType = "yes_no"
	FieldChoice FieldType = "choice"
)
