package intake

import (
	"errors"
	"maps"
	"strings"

	"needsbook/app/register"
)

// ownPrefix begins the names of the school's own fields.
const ownPrefix = "own_"

// OwnField returns the name of the column that holds a field of the school's own.
func OwnField(id string) string { return ownPrefix + id }

// ownField finds a field of the school's own by the name of its column.
func ownField(fields []register.Field, name string) (register.Field, bool) {
	id, own := strings.CutPrefix(name, ownPrefix)
	for _, f := range fields {
		if own && f.ID == id {
			return f, true
		}
	}
	return register.Field{}, false
}

// ownFields reads the school's own fields.
func (r *reader) ownFields(row *readRow, text map[string]string) {
	for _, f := range r.sheet.Own {
		name := OwnField(f.ID)
		if text[name] == "" {
			continue
		}
		value := text[name]
		if f.Type == register.FieldDate {
			if d, ok := parseDate(value, r.today, r.date1904); ok {
				value = d.String()
			}
		}
		read, err := f.Read(value, r.today)
		if err != nil {
			var why *register.FieldError
			if errors.As(err, &why) {
				row.reject(name, text[name], why.Reason)
			}
			continue
		}
		if row.Pupil.Fields == nil {
			row.Pupil.Fields = register.Values{}
		}
		row.Pupil.Fields[f.ID], row.Has[name] = read, true
	}
}

// ownAfter returns a pupil's own fields with those that a file gives.
func ownAfter(before register.Values, in Incoming, s Sheet) register.Values {
	out := before
	for _, f := range s.Own {
		if !in.Has[OwnField(f.ID)] || out[f.ID] == in.Pupil.Fields[f.ID] {
			continue
		}
		if out = maps.Clone(out); out == nil {
			out = register.Values{}
		}
		out[f.ID] = in.Pupil.Fields[f.ID]
	}
	return out
}
