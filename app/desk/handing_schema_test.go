package desk_test

import (
	"crypto/rand"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
)

// Every field of every record that a bundle can hold is named in the schema, which is
// closed: a field that is added to a record must be added to the schema too.
func TestHandoverSchemaNamesEveryField(t *testing.T) {
	var full desk.HandedRecord
	fill(reflect.ValueOf(&full).Elem(), "")
	body, err := json.Marshal(full)
	if err != nil {
		t.Fatal(err)
	}
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h := exchange.Handover{Mark: strings.Repeat("0f", 16), To: exchange.HandoverSchool{URN: receiverURN}, On: day.Of(2026, 11, 23), Parts: []string{desk.PartProfile}, Record: body}
	h.From.URN, h.From.Key = senderURN, key.Public()
	if _, err := h.Payload(); err != nil {
		t.Error(err)
	}
}

// fewWords are values of fields that take no others.
var fewWords = map[string]string{"Kind": "individual", "State": "active", "Outcome": "agreed"}

// fill gives every field a value.
func fill(v reflect.Value, name string) {
	switch {
	case v.Type() == reflect.TypeFor[day.Date]():
		v.Set(reflect.ValueOf(day.Of(2026, 9, 3)))
	case v.Type().PkgPath() == "github.com/shopspring/decimal":
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name)
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("x").Convert(v.Type().Key()), reflect.ValueOf("x").Convert(v.Type().Elem()))
	case v.Kind() == reflect.String && name == "Digest":
		v.SetString(strings.Repeat("ab", 32))
	case v.Kind() == reflect.String && fewWords[name] != "":
		v.SetString(fewWords[name])
	case v.Kind() == reflect.String && name == "Code":
		v.SetString("K")
	case v.Kind() == reflect.String:
		v.SetString("x")
	case v.CanInt():
		v.SetInt(1)
	}
}
