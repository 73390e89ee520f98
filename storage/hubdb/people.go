package hubdb

import (
	"encoding/json"
	"fmt"
	"time"

	"needsbook/app/cluster/people"
)

// record scans a row whose one column is a record as JSON.
func record[T any](s scanner) (v T, err error) {
	var body []byte
	if err := s.Scan(&body); err != nil {
		return v, err
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("a record of people cannot be read: %w", err)
	}
	return v, nil
}

// put writes a record as JSON; it is the last argument of the statement.
func (r rows) put(query string, record any, args ...any) error {
	body, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("write the hub's records: %w", err)
	}
	return r.exec(query, append(args, body)...)
}

func (r rows) Person(id string) (people.Person, error) {
	return first(r, record[people.Person], "SELECT body FROM person WHERE id = ?", id)
}

func (r rows) People() ([]people.Person, error) {
	return all(r, record[people.Person], "SELECT body FROM person ORDER BY id")
}

func (r rows) PutPerson(p people.Person) error {
	return r.put("INSERT INTO person (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", p, p.ID)
}

func (r rows) Credential(id string) (people.Credential, error) {
	return first(r, record[people.Credential], "SELECT body FROM person_credential WHERE id = ?", id)
}

func (r rows) Credentials(person string) ([]people.Credential, error) {
	return all(r, record[people.Credential], "SELECT body FROM person_credential WHERE person = ? ORDER BY id", person)
}

func (r rows) PutCredential(c people.Credential) error {
	return r.put("INSERT INTO person_credential (id, person, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET person = excluded.person, body = excluded.body", c, c.ID, c.Person)
}

func (r rows) RemoveCredential(id string) error {
	return r.remove("DELETE FROM person_credential WHERE id = ?", id)
}

func (r rows) Identity(issuer, subject string) (people.Identity, error) {
	return first(r, record[people.Identity], "SELECT body FROM person_identity WHERE issuer = ? AND subject = ?", issuer, subject)
}

func (r rows) Identities(person string) ([]people.Identity, error) {
	return all(r, record[people.Identity], "SELECT body FROM person_identity WHERE person = ? ORDER BY issuer, subject", person)
}

func (r rows) PutIdentity(i people.Identity) error {
	return r.put("INSERT INTO person_identity (issuer, subject, person, body) VALUES (?, ?, ?, ?) ON CONFLICT (issuer, subject) DO UPDATE SET person = excluded.person, body = excluded.body",
		i, i.Issuer, i.Subject, i.Person)
}

func (r rows) RemoveIdentity(issuer, subject string) error {
	return r.remove("DELETE FROM person_identity WHERE issuer = ? AND subject = ?", issuer, subject)
}

func (r rows) PersonInvite(token string) (people.Invite, error) {
	return first(r, record[people.Invite], "SELECT body FROM person_invite WHERE token = ?", token)
}

func (r rows) PersonInvites(person string) ([]people.Invite, error) {
	return all(r, record[people.Invite], "SELECT body FROM person_invite WHERE person = ? ORDER BY token", person)
}

func (r rows) PutPersonInvite(i people.Invite) error {
	return r.put("INSERT INTO person_invite (token, person, body) VALUES (?, ?, ?) ON CONFLICT (token) DO UPDATE SET person = excluded.person, body = excluded.body", i, i.Token, i.Person)
}

func (r rows) RemovePersonInvites(person string) error {
	_, err := r.count("DELETE FROM person_invite WHERE person = ?", person)
	return err
}

func (r rows) Session(token string) (people.Session, error) {
	return first(r, record[people.Session], "SELECT body FROM person_session WHERE token = ?", token)
}

func (r rows) Sessions(person string) ([]people.Session, error) {
	return all(r, record[people.Session], "SELECT body FROM person_session WHERE person = ? ORDER BY token", person)
}

func (r rows) PutSession(s people.Session) error {
	if err := r.exec("DELETE FROM person_session WHERE ends < ?", millis(s.Began)); err != nil {
		return err
	}
	return r.put("INSERT INTO person_session (token, person, ends, body) VALUES (?, ?, ?, ?) ON CONFLICT (token) DO UPDATE SET person = excluded.person, ends = excluded.ends, body = excluded.body",
		s, s.Token, s.Person, millis(s.Ends))
}

func (r rows) RemoveSession(token string) error {
	return r.remove("DELETE FROM person_session WHERE token = ?", token)
}

func (r rows) EndSessions(person string) (int64, error) {
	return r.count("DELETE FROM person_session WHERE person = ? AND person <> ''", person) // those of links have none
}

func (r rows) PutAttempt(a people.Attempt, now time.Time) error {
	if err := r.exec("DELETE FROM person_attempt WHERE ends < ?", millis(now)); err != nil {
		return err
	}
	return r.put("INSERT INTO person_attempt (token, ends, body) VALUES (?, ?, ?) ON CONFLICT (token) DO UPDATE SET ends = excluded.ends, body = excluded.body", a, a.Token, millis(a.Ends))
}

func (r rows) TakeAttempt(token string) (people.Attempt, error) {
	a, err := first(r, record[people.Attempt], "SELECT body FROM person_attempt WHERE token = ?", token)
	if err != nil {
		return people.Attempt{}, err
	}
	return a, r.remove("DELETE FROM person_attempt WHERE token = ?", token)
}
