package org.motp.authenticator.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of MOTP_QUESTION: whether a login is the user's own. Written by the queries of {@link
 * Questions} and {@link QuestionAnswers} alone and never as a managed entity.
 */
@Entity
@Table(name = "MOTP_QUESTION")
public class QuestionEntity {
  @Id
  @Column(name = "ID", length = 36)
  String id;

  @Column(name = "REALM_ID", length = 36, nullable = false)
  String realmId;

  @Column(name = "USER_ID", length = 255, nullable = false)
  String userId;

  /** Counts a user's questions: unique with the user, so that two at once are counted in turn. */
  @Column(name = "TURN", nullable = false)
  int turn;

  /** Whose phone is asked. */
  @Column(name = "TOKEN_ID", length = 36, nullable = false)
  String tokenId;

  /**
   * The token while its phone may answer, else the question's own id: unique, so that a phone is
   * asked one question at a time.
   */
  @Column(name = "OPEN_FOR", length = 36, nullable = false)
  String openFor;

  /** Keyed hash of what only the login knows that asked. */
  @Column(name = "HANDLE", length = 64, nullable = false)
  String handle;

  /** Keyed hash of the number that the login shows. */
  @Column(name = "SHOWN_NUMBER", length = 64, nullable = false)
  String number;

  @Enumerated(EnumType.STRING)
  @Column(name = "STATE", length = 16, nullable = false)
  QuestionState state;

  /** How often the phone has answered with a number. */
  @Column(name = "TRIES", nullable = false)
  int tries;

  @Column(name = "ACCOUNT", length = 255, nullable = false)
  String account;

  @Column(name = "ADDRESS", length = 64, nullable = false)
  String address;

  @Column(name = "APPLICATION", length = 255, nullable = false)
  String application;

  @Column(name = "ASKED", nullable = false)
  long asked;

  @Column(name = "EXPIRES", nullable = false)
  long expires;

  @Column(name = "ANSWERED")
  Long answered;

  Question toQuestion() {
    return new Question(
        id, userId, tokenId, new LoginDescription(account, address, application), asked, expires);
  }
}
