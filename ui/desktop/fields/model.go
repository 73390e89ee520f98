package fields

import (
	"context"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/wording"
)

// model is the list of fields, without the toolkit.
type model struct {
	desk   *desk.Desk
	fields []register.Field
	filled map[string]int // for how many pupils on roll each is filled in
}

func (m *model) load() error {
	fields, err := m.desk.Fields(context.Background())
	if err != nil {
		return err
	}
	pupils, err := m.desk.Find("")
	if err != nil {
		return err
	}
	m.fields, m.filled = fields, map[string]int{}
	for _, e := range pupils {
		for id, value := range e.Fields {
			if value != "" {
				m.filled[id]++
			}
		}
	}
	return nil
}

// Columns of the list.
const (
	columnName = iota
	columnType
	columnTerm
	columnFilled
)

func (m *model) cell(row, col int) string {
	f := m.fields[row]
	switch col {
	case columnName:
		return f.Name
	case columnType:
		return typeWords(f)
	case columnTerm:
		return f.Slug() + ":"
	}
	return wording.Count(m.filled[f.ID], "pupil")
}

// typeWords says what a field holds.
func typeWords(f register.Field) string {
	if f.Type == register.FieldChoice {
		return strings.Join(f.Choices, ", ")
	}
	for _, t := range register.FieldTypes {
		if t.Type == f.Type {
			return t.Name
		}
	}
	return string(f.Type)
}
