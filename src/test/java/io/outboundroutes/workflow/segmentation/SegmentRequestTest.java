package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRequestTest {

    @Test
    void seg1_contactQueryIsTheGuidesWithoutThePageNumber() {
        Map<String, Object> body = ContactQuery.bodyOf("status:ready", ContactQuery.PAGE_SIZE);

        assertThat(body)
                .containsExactly(
                        Map.entry("query", "status:ready"),
                        Map.entry("size", 250),
                        Map.entry("sortBy", "updatedTimestamp"),
                        Map.entry("sortOrder", "desc"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 251})
    void seg1_pageSizeIsOneTo250(int size) {
        assertThatThrownBy(() -> ContactQuery.bodyOf("status:ready", size))
                .hasMessage("segmentation.page-size: " + size + " is out of range; expected 1 to 250");
    }

    @Test
    void all11_segmentBodyHasTheGuidesFieldsInItsOrder() {
        PlannedSegment segment = Make.plan(
                        Make.options(), List.of(Make.contactAt("1", "emea", "gold", "2026-03-01T11:00:00Z")), List.of())
                .segments()
                .get(0);

        assertThat(SegmentRequest.bodyOf(segment))
                .containsExactly(
                        Map.entry("name", "Auto_Segment_ebdc1964afb47221"),
                        Map.entry("type", "dynamic"),
                        Map.entry(
                                "definition", Map.of("query", "(status:ready) AND region:emea AND product_tier:gold")),
                        Map.entry("refreshInterval", "PT1H"),
                        Map.entry("status", "active"));
    }

    @Test
    void seg5_aRefusedSegmentHasNoRequest() {
        PlannedSegment segment = Make.plan(Make.options(), List.of(Make.contact("1", "em\u0007ea", "gold")), List.of())
                .segments()
                .get(0);

        assertThatThrownBy(() -> SegmentRequest.bodyOf(segment)).hasMessageContaining("refused");
    }
}
