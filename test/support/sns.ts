/**
 * Messages of SNS as they come over HTTP, signed with openssl by a key that exists nowhere else any more:
 *
 *   openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 36500 -subj /CN=sns.example.com
 *   printf 'Message\n<Message>\nMessageId\n<MessageId>\n…' | openssl dgst -sha256 -sign key.pem | base64 -w0
 *
 * over the keys that docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html lists, with `-sha1` for
 * version 1.
 */

export const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alarms';
export const CERTIFICATE_URL = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';
export const SUBSCRIBE_URL =
  'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:123456789012:alarms&Token=2336412f37fb';

const common = {
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: TOPIC,
  Timestamp: '2026-10-14T07:12:00.000Z',
  SigningCertURL: CERTIFICATE_URL,
};

const notification = { ...common, Type: 'Notification', Message: '{"AlarmName":"checkout"}' };

const confirmation = {
  ...common,
  Type: 'SubscriptionConfirmation',
  Message: 'Confirm, please.',
  Token: '2336412f37fb',
};

/** A notification without a subject, version 2. */
export const NOTIFICATION = {
  ...notification,
  SignatureVersion: '2',
  Signature:
    'HgPsj42tyFi5V3JbAOpVEaDiNSAUk71P/eKkIniP3hhKW0QconwVTrSMW3KBgqgpfb4LRgyeaxr6gP2jQY9gSGE3gmOow6Td+drH' +
    'jI+DO4bRL9TnGVwfmtLAR4dzaY7z6Cb8Shxclk7T8yEKxWwcfLh0jrcD0dRH5PFdonCb1UcIU1Ul9Q+bFXggVRuE1MHlnpyxCLeT' +
    'B6Q+hUNxbW9W59FilR4Brkp3deEphPDxcZYV8pWnAnemX1FbBC2WJ+ikw7o5KDx7SyTCqbAONzl4UC4T/sfUeESmMhZdBQCrBuuW' +
    '351Xk7T24zxZ7xHu79VeQn9V4lHqX59SX0EiqaHA4Q==',
};

/** The same, version 1. */
export const NOTIFICATION_V1 = {
  ...notification,
  SignatureVersion: '1',
  Signature:
    'XI2MhYCou6BQB7wsNoipKvHoZw6WjE5EIM+XDgcwlmJgf65g6IETFUyNenSI9OXI/W8qAX6+71nF5kqzq8EqF8RRSZFp9/NI/3AB' +
    '8XOy8PjYarkKgmzjDBzC1A7+vuz6klIxJMK5OD5Dy2qp0mElyYNcxxlwZ89d4hMpJJqin/ZSUP/riWEFk+BmKbEvY2VFbNLNylyA' +
    'HOQEYP5iFLNkuX5IAIYiviJegUZ7OlnCI64lAUq1Qe+oC0runqMBlZKbJHrVYkhRZf1/Dfgw99ogWFmrW/Ugyoga89NZAIJPc8wA' +
    'H/AYDuuLIvzZ8gSXmNZ2e2nujSCh91SiXT1OvVROsw==',
};

/** With a subject, which is then signed too; version 2. */
export const WITH_SUBJECT = {
  ...notification,
  Subject: 'ALARM',
  SignatureVersion: '2',
  Signature:
    'SusfOAFQCJUoTtC0MnmaFD1edb/3HehS0v/vX/vIX7jq6GglVIHKcee2zNyNVDX3K7CWGuoTCksnp5hmnIq8+y2bQ3Vtid5KFZ78' +
    'kXVzcIHvw9B/I2hxs1pTNtyruJ8dUQ862EcojwBn56nJ2xR2jSqOYXQmjut8NF+v2/Xawt3O6OrSsUcibXK4TulOCDjyu3ioEkgA' +
    'xShFab7TYcbCRkCYL8p8mD7Vsb/WNSc9kqg9mlU5kwJ+4nByeIj8OCFYJQc4s1yoCc5tiI+slRUGpTwWS7AlDgZosNzVQDsUk/a4' +
    'q9KLZoM3Sd7TP5o/xXcktefF2WKyfu9SpQn9JvPSSA==',
};

export const CONFIRMATION = {
  ...confirmation,
  SubscribeURL: SUBSCRIBE_URL,
  SignatureVersion: '2',
  Signature:
    'Ubyd91rXtMAraY8qnUJV9cds1f9lBfr9b5Pb9RhCaRl7bEsmX2rM5MHj1jWBi+XpmInD6OIwOEvqHbcDPcyN/9ILs6y1go/B8y5t' +
    'GMXETPkYQy5Wy9ODm0ZDquheGKDUJaSgotEb2bdJ8LJ+cTOUPHCWCfmUa8ZdiImOF7g9A+mpMYd+mQd3D60Kvpq55eTgIsdr5yhN' +
    'Q0iUeQnp4gJiAOxXmfHi+yLGrmtEB4TpHBmCidaoGE6Ms9cAI/dyBZlL/9nQAnpB4buWAD5bZM2gnG/uSBUE0njj2LN6/IJE+sdW' +
    'MNi7vc7S/K6grlpp/NZ7Yvp5HpAsH0t7rT+ykhDXwg==',
};

/** Signed as it stands, and leading elsewhere. */
export const CONFIRMATION_ELSEWHERE = {
  ...confirmation,
  SubscribeURL: 'https://sns.eu-central-1.amazonaws.com.example.com/?Token=1',
  SignatureVersion: '2',
  Signature:
    'M43Dkizgzts4XK/wzTn094sTnFCx/EnJ39p4TSu/1kzoLcLj4Jf4hPCmWi9bgfTSYBIK47XDaOL+tVGygqpH/RVjs7vcR5SInRdr' +
    'fhRyk6+2Cwrs1hqhBpnjRuhcyTP2/bG0FHBq+A1A7AZFhKHiZ+pNqPVQ6TdGtDgbc+iEGvuOwnCGokd/7uF01LILFUM4sgf+vAFw' +
    'rYSR39VIHmpYT1pllXeNEII8IHB6SF3+uFcAA+wyBiZmTRsNdvamxY12aMIZ8KApGfujDCk6mU0lZQgdetzZQ/4HilcJRgXG5rmr' +
    '+k7SwZhlyprW7G1UgadfzzHlWTWkioDlMZsQNEbXoQ==',
};

export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDFzCCAf+gAwIBAgIUB2HY7Wt689wja5Yv3DgQJaN+v2gwDQYJKoZIhvcNAQEL
BQAwGjEYMBYGA1UEAwwPc25zLmV4YW1wbGUuY29tMCAXDTI2MTEyMTE1NDAwNloY
DzIxMjYxMDI4MTU0MDA2WjAaMRgwFgYDVQQDDA9zbnMuZXhhbXBsZS5jb20wggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCve/rFDdCRfr3epd7vszeY3GI/
S1E8r289xZojy60ILrCVc4X2AyCV8ei+wOhFJenmZw7FjlIlyq7GR7LVivlLP+mT
YAYVCst5owsuYqoV9Rclc7WPCFT0TxSsezhm0XRNFGnbPiopD/jzCcZfRmq9r+4F
Ew0Pkkl68xRDpn6QjaA7GmLsZbMKcFT39neItk5SGNCM0Qr/etzvtptqrjK4B+Tq
+N8AF5hfH2lkeB7WdBBLmtJ4XkL/naOcky1dYhzIk/yQEETJhAloBrL5cPpjZi7s
6G2VncIL88TIfmXuZUUiPaGRSNJJSJHwcIEHUNMYt2Fogqmfyrn/Ty2/RkapAgMB
AAGjUzBRMB0GA1UdDgQWBBQ2t0sMyio9O8gjjaKBrnNyXx2YyTAfBgNVHSMEGDAW
gBQ2t0sMyio9O8gjjaKBrnNyXx2YyTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQABS1FCTit825Ja60IwwedOFQN2c0flPxrj2jt9NrzPE/QXakkD
1tVAZIwTP+npyNARM9+lKN/altDhRctaqch/jKi5s4xsEdl0SMgn5x+tKuMwm7xp
SfQwD9zoMAfF+wuO8k3yca40zRIQlSf/c6mln82aIMWVeII97uXMaueiomD+pEIu
VxwcrmlGDum1RJ4MpsYNKEx3QC0zrKR7CeJO9CJCdvbqVGYdiBp3OAZFqYLWkS2w
1p5MnxuBQ0Fb5L5TvFV46i/6Tk+rzsMjv2/tasJcmvZGxxu2FtnIvVnbUDaAag36
A1RkpJYoXvU481ZSq7lDmCtyllIe+APyaw90
-----END CERTIFICATE-----
`;

/** Of somebody else. */
export const OTHER_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIUB0oduBCmrMsc6rljzdlRaKLgV6owDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRb3RoZXIuZXhhbXBsZS5jb20wIBcNMjYxMTIxMTU0MDA2
WhgPMjEyNjEwMjgxNTQwMDZaMBwxGjAYBgNVBAMMEW90aGVyLmV4YW1wbGUuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqRBZvPwrB02b1p6YpxGk
viJivuuaBrDiRSlmZVdOFAfJv09TcYaPHhIOn/7I8FYaCc1iRrNEwhi61ENUMOMm
gtO+x/xnhCq7ByX5yOapKZi+oVc3+xR11Y71fF5dUtHoGJdx/xl4nVsT9rhMm4VR
MBGUkI266WSnxN0RRpJLHbd7rinbgSKx72L1BskCCR1Yt08cb7E6UD1o2N7++TLN
+YvidTSVx4YyzLbq+/nszfuwIdsV2j7+VB6Ir2JkzQJp2+EyazRU1RxV+6sas0CT
0WT544BQT+oPIstXOTDaQYpLOYFccdGETYNsKbFz5LSlj/46GeyZbwEUg4LEDF+D
iQIDAQABo1MwUTAdBgNVHQ4EFgQU4QjZmoeQneeLzXZ2HrjdXkaOreQwHwYDVR0j
BBgwFoAU4QjZmoeQneeLzXZ2HrjdXkaOreQwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAjZ+6GiwrE3BDyQAIQNXN2fmoMwqW1dcA6UN0H9A35MJn
jzGDle/w4H9iQfARj35dvmwjsyXqLyPk3yLxBuC3QTtm65+aScV2qoRctuwtzGDG
tGZBBGT0kWdEjbh3WodSYmuosJcQ4pZKqZD5m+SG7lNwLmkx9Zs6jPg8z6wMKKkB
ChKkQD5rc0iwa2aG15bEtlY5t1L6ETrWd4HtHExepmFFBK/KFFCcdvVWmWJRPTlw
H5DUIdmJxTQ22Ql1RVXu+8qzknp2RD1XKoJKnHGz/hs8ip5LSTwcu2R6cCjKx/rL
oUTWfJXsIZUjtKxcJywl4gFa5J1EG4Q2q9bhD9gmoQ==
-----END CERTIFICATE-----
`;
