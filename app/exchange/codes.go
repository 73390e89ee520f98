package exchange

import (
	"maps"
	"slices"
)

// Code is a stable word for an answer; programs decide on it, people read the
// sentence that belongs to it.
type Code string

// Codes of answers to a document. The first four come with a receipt.
const (
	Stored     Code = "stored"      // it is the new head
	Duplicate  Code = "duplicate"   // the hub had it already
	Superseded Code = "superseded"  // kept, but a later revision stands
	Gap        Code = "gap"         // the new head, though the one before has not arrived
	HandedOver Code = "handed_over" // left for the hub, which has not answered yet

	TooLarge          Code = "too_large"
	BadForm           Code = "bad_form"
	BadSignature      Code = "bad_signature"
	KeyUnknown        Code = "key_unknown"
	KeyRevoked        Code = "key_revoked"
	KeyPending        Code = "key_pending"
	WrongSchool       Code = "wrong_school"
	WrongCluster      Code = "wrong_cluster"
	SchemaUnsupported Code = "schema_unsupported"
	SchemaInvalid     Code = "schema_invalid"
	AsOfFuture        Code = "as_of_future"
	RevConflict       Code = "rev_conflict"
	EpochConflict     Code = "epoch"
	TermLocked        Code = "term_locked"
	LeftCluster       Code = "left_cluster"
	KeyReplaced       Code = "key_replaced"
	KeyKnown          Code = "key_known"
	// Answers to a paper.
	AgreementMissing Code = "agreement_missing" // an agreement of the cluster is not accepted
	RequestUnknown   Code = "request_unknown"   // no such request stands
	RequestClosed    Code = "request_withdrawn" // it was withdrawn
	RequestChanged   Code = "request_changed"   // another revision of it stands
	NotPartner       Code = "not_partner"       // the school has no part in the request
	PartnerGone      Code = "partner_gone"      // a school that shares is no member
	ShareDiffers     Code = "share_differs"     // what is seconded is not the part in the request
	DecisionUnknown  Code = "decision_unknown"  // no such decision about a request of the school
	DisputeUnknown   Code = "dispute_unknown"   // the school has no open dispute about the decision
	DisputeLate      Code = "dispute_late"      // its last day has passed
	DisputeStep      Code = "dispute_step"      // the dispute does not stand where this could follow
	DisputeReason    Code = "dispute_reason"    // not one of the panel's rules
	RoundUnknown     Code = "round_unknown"
	RoundClosed      Code = "round_closed" // or not open yet
	AgreementUnknown Code = "agreement_unknown"

	TooMany     Code = "too_many"
	Unavailable Code = "unavailable"

	// Answers to an enrolment.
	CodeUnknown     Code = "code_unknown"
	CodeUsed        Code = "code_used"
	CodeExpired     Code = "code_expired"
	CodeOtherSchool Code = "code_other_school"
	BadProof        Code = "bad_proof"

	// Answers to a reader.
	NotFound   Code = "not_found"
	NotAllowed Code = "not_allowed"
	NotMember  Code = "not_member"
	NoSession  Code = "no_session"
	Destroyed  Code = "destroyed"
)

// action is what the school's outbox does with an answer.
type action int

const (
	park    action = iota // stop and tell a person: trying again would not help
	settle                // done
	already               // done earlier
	retry                 // later, by itself
	parkAll               // no document of this key will be taken
	wait                  // left with a carrier that answers later
)

// verdict is what a code means on the wire, for the outbox and for a person.
type verdict struct {
	Status   int
	act      action
	Sentence string
}

// verdicts holds every code. A code that is not here is parked.
var verdicts = map[Code]verdict{
	Stored:     {201, settle, "The hub has it."},
	Duplicate:  {200, already, "The hub already had it."},
	Superseded: {202, settle, "The hub has it. A later revision is the one that counts."},
	Gap:        {201, settle, "The hub has it. The revision before it has not arrived yet."},
	HandedOver: {0, wait, "It is in the shared folder, waiting for the hub."},

	TooLarge:          {413, park, "The hub did not take it: it is larger than 256 KiB. Nothing was stored. Make the summary again and send that."},
	BadForm:           {422, park, "The hub could not read it. Nothing was stored. Make the summary again and send that."},
	BadSignature:      {422, park, "It was changed on the way, or signed with another key. Nothing was stored. Send it again."},
	KeyUnknown:        {401, parkAll, "The hub does not know this computer. Nothing was stored. Ask the hub for a new invitation code and join again."},
	KeyRevoked:        {401, parkAll, "The hub no longer accepts this computer. Nothing was stored. Ask the hub for a new invitation code and join again."},
	KeyPending:        {403, park, "The hub has not approved this computer yet. Nothing was stored. Telephone the hub, compare the six words, then send it again."},
	WrongSchool:       {422, park, "This computer is enrolled for another school. Nothing was stored. Check the school's URN in Settings."},
	WrongCluster:      {422, park, "It was made for another cluster. Nothing was stored. Check the cluster in Settings and make the summary again."},
	SchemaUnsupported: {422, park, "The hub does not know this form of summary. Nothing was stored. Ask the hub which version it takes."},
	SchemaInvalid:     {422, park, "The hub found something in it that a summary may not hold. Nothing was stored. Make the summary again and send that."},
	AsOfFuture:        {422, park, "It is dated in the future. Nothing was stored. Check this computer's date, make the summary again and send that."},
	RevConflict:       {409, park, "The hub holds another document with this revision number. Nothing was stored. Make the summary again: it will get the next number."},
	EpochConflict:     {409, park, "The hub holds a later document that this school file does not know, as happens after a backup was restored. Nothing was stored. Fetch the hub's last number, or ask the hub to accept the restored file."},
	LeftCluster:       {422, park, "The school did not belong to this cluster on the day that the counts stand for. Nothing was stored. Check the cluster in Settings and make the summary again, or ask the hub when the school moved."},
	KeyReplaced:       {401, parkAll, "This key was replaced by a newer one, and its time is over. Nothing was stored. Approve and send again with the newer key; without it, ask the hub for a new invitation code and join again."},
	KeyKnown:          {409, park, "The hub knows the new key already. Nothing was changed. Make another new key and send that."},
	TermLocked:        {423, park, "The panel has closed this term. Nothing was stored. Ask the hub for an exception, then send it again."},
	AgreementMissing:  {403, park, "The school has not accepted an agreement that its cluster asks for, or has ended that. Nothing was stored. Accept the agreement, then send it again."},
	RequestUnknown:    {422, park, "The hub has no request by that name. Nothing was stored. Fetch what is new from the hub, and answer what stands there."},
	RequestClosed:     {422, park, "The request was withdrawn by its school. Nothing was stored, and nothing more is to be done about it."},
	RequestChanged:    {409, park, "The request was changed since this school looked at it. Nothing was stored. Fetch what is new from the hub, look at the request as it is now, and answer that."},
	NotPartner:        {422, park, "This school has no part in the request, or is the one that asks. Nothing was stored. Ask the school that asks."},
	PartnerGone:       {422, park, "A school that would share is not in the cluster, or no longer. Nothing was stored. Share the cost among the schools that are, and send it again."},
	ShareDiffers:      {422, park, "What was agreed to is not this school’s part in the request as it stands. Nothing was stored. Fetch what is new from the hub, look at the request, and answer again."},
	DecisionUnknown:   {422, park, "The hub knows no decision by that name about a request of this school. Nothing was stored. Fetch what is new from the hub and look at the decision there."},
	DisputeUnknown:    {422, park, "The school has no open dispute about this decision. Nothing was stored. Fetch what is new from the hub to see how it stands."},
	DisputeLate:       {422, park, "The last day for this has passed. Nothing was stored. Talk to the chair of the panel."},
	DisputeStep:       {422, park, "The dispute does not stand where this step could follow: it goes on one stage at a time, once the stage has answered or its days for that have passed. Nothing was stored. Fetch what is new from the hub to see how it stands."},
	DisputeReason:     {422, park, "The reason is not one that the panel’s rules name. Nothing was stored. Fetch what is new from the hub and choose another."},
	RoundUnknown:      {422, park, "The hub knows no such round, or one with other cases. Nothing was stored. Fetch what is new from the hub."},
	RoundClosed:       {423, park, "The round is closed. The scores were not stored and change nothing; they are still in this program."},
	AgreementUnknown:  {422, park, "The hub has published no agreement with this text, or a newer one has taken its place. Nothing was stored. Fetch what is new from the hub and read the agreement there."},
	TooMany:           {429, retry, "The hub is busy. It will be sent again by itself."},
	Unavailable:       {503, retry, "The hub cannot store anything just now. It will be sent again by itself."},

	CodeUnknown:     {404, park, "The hub does not know this code. Check it, or ask for a new one."},
	CodeUsed:        {409, park, "This code was used before. If that was not you, tell the hub at once: someone else may have joined as your school."},
	CodeExpired:     {410, park, "This code has run out. Ask the hub for a new one."},
	CodeOtherSchool: {422, park, "This code is for another school. Check the school's URN, or ask the hub for your own code."},
	BadProof:        {422, park, "The request to join is not complete or was changed on the way. Nothing was stored. Try again."},

	NotFound:   {404, park, "There is nothing here by that name. Check the address."},
	NotAllowed: {403, park, "You may not read this. Ask the hub for a link of your own."},
	NotMember:  {403, park, "The school does not belong to this cluster now, so the hub does not show it. Check the cluster in Settings, or ask the hub."},
	Destroyed:  {410, park, "The school took this document back and asked for it to be destroyed. Only its identifier and receipt are here."},
	NoSession:  {401, park, "The hub does not know who asks, or it was too long ago. Nothing was changed. Ask again."},
}

// Codes returns every code there is, in the order of the alphabet.
func Codes() []Code { return slices.Sorted(maps.Keys(verdicts)) }

// Status returns the HTTP status that goes with the code, 0 for one that never
// travels by HTTP.
func (c Code) Status() int { return verdicts[c].Status }

// Sentence tells a person what happened, what was kept and what to do next.
func (c Code) Sentence() string {
	if v, ok := verdicts[c]; ok {
		return v.Sentence
	}
	return "The hub did not take it and gave a reason this program does not know. Ask the people who run the hub."
}

// Held reports whether the code means that the hub holds the document.
func (c Code) Held() bool { a := verdicts[c].act; return a == settle || a == already }
