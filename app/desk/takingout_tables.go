package desk

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/intake"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// tableNames gives each table its file and what it is. A table that is not here is
// written under its own name all the same.
var tableNames = map[string]TakenFile{
	kindPupil:           {Name: "pupils", Says: "Pupils: who they are, on roll or left, and what helps them."},
	kindStatus:          {Name: "sen-statuses", Says: "SEN statuses with their history."},
	kindNeed:            {Name: "needs", Says: "Types of need with their rank and history; rank 1 is the primary need."},
	kindContact:         {Name: "contacts", Says: "Adults to speak to about a pupil."},
	kindConsent:         {Name: "consents", Says: "What families have agreed to, and when they withdrew it."},
	kindNote:            {Name: "notes", Says: "Notes, calls, meetings and views."},
	kindCycle:           {Name: "plans", Says: "Plans and their reviews: assess, plan, do, review."},
	kindOutcome:         {Name: "outcomes", Says: "Outcomes of plans."},
	kindAdvice:          {Name: "advice", Says: "Advice from professionals, and what became of it."},
	kindIntervention:    {Name: "interventions", Says: "What the school puts on: the rows of its provision map."},
	kindPlacement:       {Name: "placements", Says: "Which pupils are in it, and those who wait for a place."},
	kindAttendance:      {Name: "attendance", Says: "Weeks of pupils in interventions: / there, o absent, x not held."},
	kindPlaceReview:     {Name: "intervention-reviews", Says: "What reviews of interventions came to, for each pupil."},
	kindStaff:           {Name: "staff", Says: "Staff and their hours for provision."},
	kindMeeting:         {Name: "meeting-records", Says: "Records of meetings."},
	kindCorrection:      {Name: "corrections", Says: "Corrections to plans and meeting records after they were signed."},
	kindEdition:         {Name: "packs-kept", Says: "Packs as they were when levels or published documents were first made with them."},
	kindModerationRound: {Name: "moderation-rounds", Says: "Rounds of moderation inside the school."},
	kindModerationCase:  {Name: "moderation-cases", Says: "Levels that were rated a second time, and what was agreed."},
	kindVignettes:       {Name: "vignettes", Says: "Sets of invented cases that the cluster sent round."},
	kindVignetteScore:   {Name: "vignette-scores", Says: "How the school rated the invented cases."},
	kindRequestPupil:    {Name: "group-request-pupils", Says: "Which pupils a group request is for."},
	kindBudgetLine:      {Name: "budget", Says: "Money that the school has for SEN, by year and source."},
	kindLevel:           {Name: "levels", Says: "Levels as they were decided, with ratings and reasons."},
	kindRequest:         {Name: "funding-requests", Says: "Funding requests and the panel's decisions."},
	kindWords:           {Name: "report-words", Says: "The school's own words in its reports."},
	kindPublication:     {Name: "publications", Says: "Public documents as they were published, with their words and facts."},
	kindActivity:        {Name: "inclusion-activities", Says: "What the inclusion strategy does about each barrier, and what it costs."},
	kindConsultation:    {Name: "said-and-done", Says: "What families, pupils and staff said, and what the school did."},
	kindSetting:         {Name: "settings", Says: "Settings of the school."},
	kindPack:            {Name: "packs-installed", Says: "Packs that the school has put in place of those that came with the program."},
	kindSending:         {Name: "sending", Says: "What was sent to the cluster, and what waits."},
	kindConcern:         {Name: "concerns", Says: "Concerns before the register."},
	kindAttachment:      {Name: "attachments", Says: "What the attachments are; their files lie in the folder of the same name."},
	kindEHCPlan:         {Name: "ehc-plans", Says: "Extracts of EHC plans."},
	kindAmendment:       {Name: "ehc-amendments", Says: "Amendments that the school suggested for EHC plans."},
	kindInvitee:         {Name: "review-invitees", Says: "Who was asked to review meetings."},
	kindReferral:        {Name: "referrals", Says: "Services that the school has asked, and their answers."},
	kindHandover:        {Name: "hand-overs", Says: "Records handed over to other schools, or by them."},
	kindDestination:     {Name: "next-schools", Says: "Which school each pupil goes on to, by the year of the move."},
	kindLegalHold:       {Name: "legal-holds", Says: "Why a pupil's record must be kept for now."},
	kindErasure:         {Name: "erasures", Says: "That records were erased: how many pupils, when, why and who decided. No names."},
	"journal_head":      {Name: "journal-end", Says: "The last step of the journal and its chain value."},
	kindField:           {Name: "own-fields", Says: "The school's own fields."},
	kindView:            {Name: "saved-views", Says: "Saved views of the register."},
	kindDeferral:        {Name: "tasks-put-off", Says: "Tasks of Today that were done or put off, and why."},
	"remembered":        {Name: "drafts-and-window", Says: "What the window remembers: drafts, columns, the size of the window."},
	"step":              {Name: "journal", Says: "The journal: every change, who made it and when, with the records before and after."},
	"step_about":        {Name: "journal-pupils", Says: "Which pupils each change of the journal is about."},
}

func (d *Desk) describe(table string) TakenFile {
	if f, ok := tableNames[table]; ok {
		return f
	}
	return TakenFile{Name: strings.ReplaceAll(table, "_", "-"), Says: "Records of the kind “" + strings.ReplaceAll(table, "_", " ") + "”."}
}

// headings are the plain words for columns whose names do not say them. Another column
// is called by its name.
var headings = map[string]string{
	"id": "Identifier", "upn": "UPN", "former_upn": "UPNs before", "mis_id": "MIS ID", "born": "Date of birth", "on_day": "Date", "from_day": "From",
	"until_day": "Until (first day that it no longer holds)", "left_on": "Last day on roll", "entered": "First day on roll", "by": "Written by", "n": "Number", "at": "Time",
	"helps": "What helps", "hinders": "What does not help", "year_taught": "Year group where it is not by age", "legacy": "Code as it arrived", "corrected": "Corrected on",
	"with_whom": "With whom", "told": "Told us already", "pack_version": "Version of the pack", "urn": "URN", "what": "What it is", "second": "Second person", "how": "How",
	"digest": "SHA-256 of the content", "stages": "Stage of the review", "value": "Content", "body": "Content", "aim": "What it is for", "help": "What is done", "words": "Words",
}

func heading(column string) string {
	if h, ok := headings[column]; ok {
		return h
	}
	words := strings.ReplaceAll(column, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// codeWords are the functions that name a code, by table and column.
func (d *Desk) codeWords() map[string]func(string) string {
	named := func(list []register.Item) func(string) string {
		return func(id string) string { return register.Named(list, id) }
	}
	flags := func(code string) string {
		for _, f := range register.FlagNames {
			if f.Code == code {
				return f.Name
			}
		}
		return code
	}
	pairs := func(words map[string]string) func(string) string {
		return func(code string) string { return words[code] }
	}
	return map[string]func(string) string{
		"status.code": d.codes.StatusName, "need.code": d.codes.NeedName, "note.type": register.NoteName, "note.told": named(register.ToldTopics),
		"level.level": d.LevelName, "level.suggested": d.LevelName, "cycle.result": provision.ResultName, "outcome.result": provision.ResultName,
		"advice.done":        pairs(map[string]string{provision.AdviceDone: "Done", provision.AdviceNotYet: "Not yet", provision.AdviceNot: "Not done"}),
		"referral.state":     named(provision.ReferralStates),
		"consent.scope":      named(register.ConsentScopes),
		"concern.outcome":    pairs(map[string]string{register.ConcernSupport: "Put on the SEN register", register.ConcernSettled: "Settled"}),
		"handover.direction": pairs(map[string]string{register.HandoverOut: "To the other school", register.HandoverIn: "From the other school"}),
		"pupil.flags":        flags,
	}
}

// tableJSON writes a table as a list of objects: what is stored, and beside it the
// names of codes and of the pupil.
func (t *takingOut) tableJSON(table WholeTable) ([]byte, error) {
	list := make([]map[string]any, 0, len(table.Rows))
	for _, row := range table.Rows {
		one := map[string]any{}
		for i, c := range table.Columns {
			one[c.Name] = row[i]
			if words := t.named(table, c, row[i]); words != "" {
				one[c.Name+"_in_words"] = words
			}
		}
		list = append(list, one)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(list); err != nil {
		return nil, fmt.Errorf("writing %s: %w", table.Name, err)
	}
	return b.Bytes(), nil
}

// named is the name of a code or of a pupil, "" where there is none to give.
func (t *takingOut) named(table WholeTable, c WholeColumn, value any) string {
	if text, ok := value.(string); ok && c.Name == "pupil" {
		if e, err := t.d.Entry(text); err == nil {
			return e.ListName()
		}
		return ""
	}
	name := t.words[table.Name+"."+c.Name]
	if name == nil {
		return ""
	}
	var codes []string
	switch v := value.(type) {
	case string:
		if v != "" {
			codes = []string{v}
		}
	case json.RawMessage:
		if json.Unmarshal(v, &codes) != nil {
			return ""
		}
	}
	for i := range codes {
		codes[i] = name(codes[i])
	}
	return strings.Join(codes, ", ")
}

// opaque are the tables whose objects are no lists of facts: a spreadsheet gets them
// whole in one cell, and the JSON file is the one to read.
var opaque = map[string]bool{kindSetting: true, kindPack: true, kindSending: true, kindView: true, "remembered": true}

// tableCSV writes a table for a spreadsheet. The facts of an object get a column each.
func (t *takingOut) tableCSV(table WholeTable) ([]byte, error) {
	var head []string
	cells := make([][]string, len(table.Rows))
	column := func(title string, cell func(row int) string) {
		head = append(head, title)
		for i := range cells {
			cells[i] = append(cells[i], intake.SafeCell(cell(i)))
		}
	}
	for i, c := range table.Columns {
		keys := t.keysOf(table, i)
		if keys == nil {
			column(heading(c.Name), func(row int) string { return cellText(table.Rows[row][i]) })
		}
		for _, key := range keys {
			column(heading(c.Name)+": "+t.keyName(table, c, key), func(row int) string { return factOf(table.Rows[row][i], key) })
		}
		if t.words[table.Name+"."+c.Name] != nil || c.Name == "pupil" {
			column(heading(c.Name)+", in words", func(row int) string { return t.named(table, c, table.Rows[row][i]) })
		}
	}
	return spreadsheet(head, cells)
}

// spreadsheet is a CSV file that opens in Excel with its accents right.
func spreadsheet(head []string, cells [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(head); err != nil {
		return nil, err
	}
	err := w.WriteAll(cells)
	return b.Bytes(), err
}

// keysOf are the facts that the objects of a column hold, in order; nil for a column
// that is not of objects.
func (t *takingOut) keysOf(table WholeTable, at int) []string {
	if !table.Columns[at].JSON || opaque[table.Name] {
		return nil
	}
	keys := map[string]bool{}
	for _, row := range table.Rows {
		object := map[string]json.RawMessage{}
		if raw, ok := row[at].(json.RawMessage); !ok || json.Unmarshal(raw, &object) != nil {
			return nil
		}
		for key := range object {
			keys[key] = true
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(keys))
}

// keyName names one fact of an object: a field of the school's own by its name.
func (t *takingOut) keyName(table WholeTable, c WholeColumn, key string) string {
	if table.Name == kindPupil && c.Name == "fields" {
		if body, found, err := t.d.store.Get(t.ctx, kindField, key); err == nil && found {
			var f register.Field
			if json.Unmarshal(body, &f) == nil && f.Name != "" {
				return f.Name
			}
		}
	}
	return key
}

func factOf(value any, key string) string {
	object := map[string]json.RawMessage{}
	if raw, ok := value.(json.RawMessage); ok && json.Unmarshal(raw, &object) == nil {
		return cellText(object[key])
	}
	return ""
}

// cellText writes a value in a cell: text and numbers as they are, a list of words
// with spaces between, anything else as JSON.
func cellText(value any) string {
	raw, ok := value.(json.RawMessage)
	if !ok {
		if value == nil {
			return ""
		}
		return fmt.Sprint(value)
	}
	var text string
	var list []string
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case json.Unmarshal(raw, &text) == nil:
		return text
	case json.Unmarshal(raw, &list) == nil && !slices.ContainsFunc(list, func(s string) bool { return strings.ContainsAny(s, " \t\n") }):
		return strings.Join(list, " ")
	}
	return string(raw)
}
