package parts

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/money"
)

// valueField is a field whose words must mean a value. What is typed is read at
// every keystroke, so that Value never gives an older one; the words are put in
// order, and a problem named, when the field is left or Enter is pressed.
type valueField[T any] struct {
	Field
	parse func(string) (T, error)
	show  func(T) string
	words string // what to say when the words mean no value

	value   T
	err     error
	settled string // the words as they last stood in order
	problem string
	tell    func(string)

	// OnValue is called when the field is left with a new value, or emptied.
	OnValue func(T)
}

// Value returns the value typed, the zero value for an empty field, or an error
// when the words mean no value. It never returns an older value.
func (v *valueField[T]) Value() (T, error) { return v.value, v.err }

// Empty reports whether nothing has been typed.
func (v *valueField[T]) Empty() bool { return strings.TrimSpace(v.Text) == "" }

// SetValue shows a value without calling OnValue.
func (v *valueField[T]) SetValue(value T) {
	v.settled = v.show(value)
	v.SetText(v.settled)
	v.say("")
}

// Problem says what is wrong with what was typed, once the field has been left.
func (v *valueField[T]) Problem() string { return v.problem }

func (v *valueField[T]) onProblem(tell func(string)) { v.tell = tell }

func (v *valueField[T]) initValue(outer fyne.Widget, hint string) {
	v.change = func(string) { v.read() }
	v.left = v.settle
	v.before = func(key *fyne.KeyEvent) bool {
		if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
			v.settle()
		}
		return false
	}
	v.init(outer, hint)
}

func (v *valueField[T]) read() {
	var none T
	v.value, v.err = none, nil
	if !v.Empty() {
		v.value, v.err = v.parse(v.Text)
	}
	if v.err != nil {
		v.value = none
	} else {
		v.say("")
	}
}

// settle puts the words in order, or says what is wrong with them.
func (v *valueField[T]) settle() {
	v.read()
	if v.err != nil {
		v.say(v.words)
		return
	}
	value := v.value
	words := ""
	if !v.Empty() {
		words = v.show(value)
	}
	changed := words != v.settled
	v.settled = words
	if v.Text != words {
		v.SetText(words)
	}
	if changed && v.OnValue != nil {
		v.OnValue(value)
	}
}

func (v *valueField[T]) say(words string) {
	if words == v.problem {
		return
	}
	v.problem = words
	if v.tell != nil {
		v.tell(words)
	}
}

// DateField takes a date in any way that people write one, and shows it as 3 Sep 2026.
type DateField struct{ valueField[day.Date] }

// NewDateField makes a date field. Today settles two-digit years and the words
// today, yesterday and tomorrow; it is asked for each time.
func NewDateField(today func() day.Date) *DateField {
	d := &DateField{}
	d.parse = func(words string) (day.Date, error) { return day.Parse(words, today()) }
	d.show = day.Date.Words
	d.words = "This is not a date. Write it like 3 Sep 2026 or 3/9/2026."
	d.initValue(d, "like 3 Sep 2026")
	return d
}

// MoneyField takes an amount in pounds and shows it as £1,234.50.
type MoneyField struct{ valueField[money.Amount] }

// NewMoneyField makes a money field.
func NewMoneyField() *MoneyField {
	m := &MoneyField{}
	m.parse = money.Parse
	m.show = money.Amount.Words
	m.words = "This is not an amount of money. Write it like 1,234.50."
	m.initValue(m, "£0.00")
	return m
}

// NewPoundsField makes a money field for pounds and pence from £0 to a largest amount.
// One below, above or with parts of a penny is no value of it: it is said under the field
// and never rounded.
func NewPoundsField(most money.Amount) *MoneyField {
	m := &MoneyField{}
	m.parse = func(words string) (money.Amount, error) {
		a, err := money.Parse(words)
		if err == nil && (a.IsNegative() || a.Cmp(most) > 0 || a.Round().Cmp(a) != 0) {
			err = errNotInBounds
		}
		return a, err
	}
	m.show = money.Amount.Words
	m.words = "Write an amount in pounds and pence, from £0 to " + most.Short() + ", like 1,234.50."
	m.initValue(m, "£0.00")
	return m
}

// NumberField takes a whole number within bounds, such as minutes or weeks.
type NumberField struct{ valueField[int] }

// NewNumberField makes a field for a number from least to most.
func NewNumberField(least, most int) *NumberField {
	n := &NumberField{}
	n.parse = func(words string) (int, error) {
		number, err := strconv.Atoi(strings.TrimSpace(words))
		if err != nil || number < least || number > most {
			return 0, errNotInBounds
		}
		return number, nil
	}
	n.show = strconv.Itoa
	n.words = fmt.Sprintf("Write a whole number from %d to %d.", least, most)
	n.initValue(n, "")
	return n
}

var errNotInBounds = errors.New("not a whole number within the bounds")
