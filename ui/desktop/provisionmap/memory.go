package provisionmap

import (
	"context"
	"encoding/json"

	"needsbook/app/desk"
)

// memory is what the page remembers from one visit to the next, across restarts as well.
type memory struct {
	Group   desk.MapField              `json:"group"`
	Words   string                     `json:"words"`
	Only    map[desk.MapField][]string `json:"only"`
	Sorts   []desk.MapSort             `json:"sorts"`
	Folded  map[string]bool            `json:"folded"` // groups of which the heading alone is shown, by field and value
	Current string                     `json:"current"`
	Tab     int                        `json:"tab"`
	By      desk.MapMeasure            `json:"by"` // of the pictures
	NoPane  bool                       `json:"no_pane"`
}

// settingMap is where the file remembers it.
const settingMap = "provision_map"

// remembered reads what the file remembers; what cannot be read is a first visit.
func remembered(d *desk.Desk) memory {
	var m memory
	if _, err := d.Setting(context.Background(), settingMap, &m); err != nil {
		m = memory{}
	}
	if m.Group == "" {
		m.Group = desk.MapByArea
	}
	if m.By == "" {
		m.By = desk.MapInPounds
	}
	if m.Folded == nil {
		m.Folded = map[string]bool{}
	}
	if m.Only == nil {
		m.Only = map[desk.MapField][]string{}
	}
	return m
}

// view is the memory as the desk looks at the map.
func (m memory) view() desk.MapView {
	return desk.MapView{Words: m.Words, Only: m.Only, Group: m.Group, Sorts: m.Sorts}
}

// text is the memory as it is kept, to see whether it has changed.
func (m memory) text() string {
	text, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return string(text)
}
