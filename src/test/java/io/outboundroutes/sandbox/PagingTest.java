package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PagingTest {

    @Test
    void allPagesTogetherHoldEachSelectedContactOnceNewestFirst() throws Exception {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.defaults())) {
            SandboxClient client = new SandboxClient(server).login();
            List<String> ids = new ArrayList<>();
            JsonNode page;
            int number = 1;
            do {
                page = client.page(BASE_QUERY, number, 250);
                assertThat(page.path("pageNumber").asInt()).isEqualTo(number);
                page.path("contacts")
                        .forEach(contact -> ids.add(contact.path("id").asText()));
                number++;
            } while (number <= page.path("pageCount").asInt());

            assertThat(number).isEqualTo(5);
            assertThat(ids).hasSize(page.path("total").asInt()).hasSizeGreaterThan(800);
            assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
            assertThat(ids).isEqualTo(server.state().contacts().ids(BASE_QUERY));
        }
    }
}
