// Package wording holds the few words that several screens say of a pupil: the name,
// or the initials while names are hidden; how near a review is; the status in brief.
// Every name on a screen goes through here, so that none shows while names are hidden.
package wording
