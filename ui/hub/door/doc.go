// Package door lets people in to the hub and keeps others out: signing in, invitations,
// what a person signs in with, sessions, showing once more who one is before something
// that matters, and the pages on which people and their roles are kept.
//
// Guard stands before every page for people: what no role allows is refused. What a role
// allows is said in app/cluster/people. No page says whether somebody has an account.
package door
