package io.outboundroutes.sandbox;

/** Right bodies of the calls of guides 001 and 002, as text. */
final class GuideBodies {

    static final String CAMPAIGNS = "/api/v2/outbound/campaigns";
    static final String SCHEDULES = CAMPAIGNS + "/campaign-uuid-123/schedules";
    static final String JOBS = "/api/v2/jobs";
    static final String CONTACTS = "/api/v2/externalcontacts/contacts";
    static final String CONVERSATIONS = "/api/v2/conversations";
    static final String STATISTICS =
            "/api/v2/outbound/analytics/campaigns/12345678-1234-1234-1234-123456789012/execution";

    static final String JOB = """
            {"name":"schedule_campaign-uuid-123","type":"OUTBOUND_SCHEDULE_CREATE","script":{
             "name":"ScheduleProvisioningHandler","description":"Automated predictive schedule registration"}}""";

    static final String CONTACT = contact("EXT-9928374");

    private GuideBodies() {}

    static String schedule(String segmentId, String start, String end) {
        return """
                {"segmentId":"%s","deliveryWindow":{"startTime":"09:00:00","endTime":"17:00:00",
                 "timeZone":"America/Chicago"},"throttleRate":150,"scheduleType":"PREDICTIVE",
                 "startDateTime":"%s","endDateTime":"%s","priority":5}""".formatted(segmentId, start, end);
    }

    static String schedule(String start, String end) {
        return schedule(StandingSegment.GUIDE, start, end);
    }

    static String contact(String externalId) {
        return """
                {"externalContactId":"%s","name":"Acme Corp Support","channels":{"voice":"+15551234567",
                 "sms":"+15551234567","email":"support@acme.com"},
                 "initialMessage":"Testing automated contact interaction workflow",
                 "interactionDurationSeconds":600,"metadata":{"campaign":"outbound_q3","region":"us-east"}}""".formatted(externalId);
    }

    static String conversation(String contactId) {
        return """
                {"contactId":"%s","type":"voice","initialMessage":"Hello","metadata":{
                 "source":"external_contact_api","timestamp":"2026-03-01T12:00:00.123Z"}}""".formatted(contactId);
    }
}
