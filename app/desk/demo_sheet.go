package desk

import (
	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// demoField is a field of the demo school's own, and what the pupils' records say in it.
type demoField struct {
	register.Field
	Every int      // every so many pupils with SEN have a value
	Words []string // the values in turn; a number is an age in years instead
}

// ownFields adds the school's own fields.
func (b *demoBuilder) ownFields() {
	for i := range b.recipe.Fields {
		f := &b.recipe.Fields[i].Field
		f.ID, f.Place = b.id(), i+1
		if f.Choices == nil {
			f.Choices = []string{}
		}
		b.edits = append(b.edits, fieldEdit(*f))
	}
}

// values are what the record of the nth pupil with SEN says in the school's own fields.
func (b *demoBuilder) values(p register.Pupil, nth int) register.Values {
	out := register.Values{}
	for _, f := range b.recipe.Fields {
		switch {
		case nth%f.Every != 0:
		case f.Type == register.FieldNumber:
			// An age for reading is known from six years on, here up to two years behind.
			if age := day.AgeOn(p.Born, b.today); age >= 6 {
				out[f.ID] = decimal.New(int64(age*10-nth*7%23), -1).String()
			}
		default:
			out[f.ID] = f.Words[nth/f.Every%len(f.Words)]
		}
	}
	return out
}

// views adds the saved views. A column of the school's own is named in the recipe.
func (b *demoBuilder) views() {
	id := func(column string) string {
		for _, f := range b.recipe.Fields {
			if f.Name == column {
				return f.ID
			}
		}
		return column
	}
	for i, v := range b.recipe.Views {
		v.ID, v.Place = b.id(), i+1
		v.Columns, v.Sorts, v.Marks = listed(v.Columns), listed(v.Sorts), listed(v.Marks)
		for c, column := range v.Columns {
			if own := id(column.ID); own != column.ID {
				v.Columns[c] = register.ViewColumn{ID: own, Title: column.ID}
			}
		}
		for s := range v.Sorts {
			v.Sorts[s].ID = id(v.Sorts[s].ID)
		}
		b.edits = append(b.edits, journal.Edit{Kind: kindView, Key: v.ID, Value: storedView{v.ID, v.Name, v.Place, v}})
	}
}
