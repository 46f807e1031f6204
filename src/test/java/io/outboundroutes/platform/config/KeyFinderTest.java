package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyFinderTest {

    private static final Key<String> LIST = EngagementKeys.SOURCE_LIST_ID;

    private final List<ConfigProblem> problems = new ArrayList<>();

    private Optional<KeyFinder.Found> find(Map<String, String> environment) {
        return new KeyFinder(
                        SettingsSources.none().environment(environment),
                        "application.properties",
                        Map.of(),
                        problems,
                        new ArrayList<>())
                .find(LIST);
    }

    @Test
    void anAliasOfTheGuidesIsReadLikeTheNameByTheRule() {
        assertThat(find(Map.of("CXONE_SOURCE_LIST_ID", "a")))
                .contains(new KeyFinder.Found("a", "environment variable CXONE_SOURCE_LIST_ID"));
        assertThat(find(Map.of("ENGAGEMENT_SOURCE_LIST_ID", "a"))).isPresent();
        assertThat(find(Map.of("ENGAGEMENT_SOURCE_LIST_ID", "a", "CXONE_SOURCE_LIST_ID", "a")))
                .isPresent();
        assertThat(problems).isEmpty();
    }

    @Test
    void twoNamesWithDifferentValuesAreAProblem() {
        find(Map.of("ENGAGEMENT_SOURCE_LIST_ID", "a", "CXONE_SOURCE_LIST_ID", "b"));

        assertThat(problems)
                .singleElement()
                .extracting(ConfigProblem::message)
                .asString()
                .contains(
                        "ENGAGEMENT_SOURCE_LIST_ID and environment variable CXONE_SOURCE_LIST_ID", "keep one of them");
    }
}
