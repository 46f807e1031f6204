package io.outboundroutes.console.api;

import io.outboundroutes.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.eclipse.jetty.http.HttpStatus;

/** Puts an answer on the message. Stateless. */
final class ApiAnswer {

    static final String JSON = "application/json";

    private ApiAnswer() {}

    /** A page of a list, and where the next one begins. */
    static void page(Exchange exchange, String name, List<Map<String, Object>> entries, int limit, long last) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(name, entries);
        answer.put("next", entries.size() < limit ? null : last);
        answer(exchange, HttpStatus.OK_200, answer);
    }

    static void answer(Exchange exchange, int status, Map<String, ?> body) {
        answer(exchange, status, JSON, Json.write(body));
    }

    /** Nothing of the request stays on the message: Camel would send its headers back. */
    static void answer(Exchange exchange, int status, String type, String body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(body);
    }
}
