package io.outboundroutes.workflow.statistics;

import io.outboundroutes.workflow.statistics.Figure.Trouble;
import io.outboundroutes.workflow.statistics.RawValue.Kind;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answers for the pieces of a window, made one. Values are weighted as the vendor wrote them, exactly, and rounded
 * once at the end: the figures of the pieces make the figure of the whole, to the last decimal, wherever it was split.
 * Immutable.
 *
 * @param answers the metrics of each piece, raw
 * @param zerosLeftOut whether the vendor was asked to leave out metrics that are zero
 */
record Pieces(List<Map<String, @Nullable Object>> answers, boolean zerosLeftOut) {

    private static final RawValue ZERO = new RawValue(Kind.NUMBER, BigDecimal.ZERO, 0);

    Pieces {
        answers = List.copyOf(answers);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("A window has at least one answer");
        }
    }

    Figure figure(Metric metric) {
        List<RawValue> raw = values(metric);
        if (raw.size() == 1) {
            return single(raw.get(0), metric);
        }
        if (raw.stream().anyMatch(value -> value.kind() == Kind.UNREADABLE)) {
            return Figure.without(Trouble.UNREADABLE);
        }
        if (raw.stream().allMatch(value -> value.kind() == Kind.ABSENT)) {
            return Figure.without(Trouble.MISSING);
        }
        return switch (metric.merge()) {
            case SUM -> sum(raw, metric.unit());
            case BY_CONNECTED -> mean(raw, metric.unit(), MetricTable.CONNECTED);
            case BY_ATTEMPTED -> mean(raw, metric.unit(), MetricTable.ATTEMPTED);
            case LEAST -> extreme(raw, metric.unit(), Comparator.reverseOrder());
            case LARGEST -> extreme(raw, metric.unit(), Comparator.naturalOrder());
            case UNLISTED -> unlisted(raw, metric.unit());
        };
    }

    private List<RawValue> values(Metric metric) {
        return answers.stream()
                .map(answer -> answer.containsKey(metric.name())
                        ? RawValue.of(answer.get(metric.name()), metric.unit())
                        : RawValue.ABSENT)
                .toList();
    }

    /** No calls have no average: then null is the figure. */
    private Figure single(RawValue raw, Metric metric) {
        String weightName = weightOf(metric.merge());
        if (raw.kind() == Kind.NULL && weightName != null) {
            RawValue calls = weight(0, weightName);
            return calls.isNumber() && calls.number().signum() == 0 ? Figure.NOTHING : Figure.without(Trouble.MISSING);
        }
        return Figure.of(raw, metric.unit());
    }

    private static @Nullable String weightOf(Merge merge) {
        return switch (merge) {
            case BY_CONNECTED -> MetricTable.CONNECTED;
            case BY_ATTEMPTED -> MetricTable.ATTEMPTED;
            case SUM, LEAST, LARGEST, UNLISTED -> null;
        };
    }

    private RawValue weight(int piece, String metric) {
        Map<String, @Nullable Object> answer = answers.get(piece);
        if (!answer.containsKey(metric)) {
            return zerosLeftOut ? ZERO : RawValue.ABSENT;
        }
        return RawValue.of(answer.get(metric), Unit.COUNT);
    }

    /** What is left out is zero when zeros are left out, unless all pieces leave it out. */
    private RawValue filled(RawValue raw) {
        return raw.kind() == Kind.ABSENT && zerosLeftOut ? ZERO : raw;
    }

    private Figure sum(List<RawValue> raw, Unit unit) {
        BigDecimal sum = BigDecimal.ZERO;
        for (RawValue value : raw) {
            RawValue one = filled(value);
            if (!one.isThere()) {
                return Figure.without(Trouble.MISSING);
            }
            if (!one.isNumber()) {
                return Figure.without(Trouble.UNMERGED);
            }
            sum = sum.add(one.inUnit(unit));
        }
        return Figure.of(told(sum, raw, unit));
    }

    /** Whole numbers stay as they are added up; what was converted is rounded. */
    private static Object told(BigDecimal exact, List<RawValue> raw, Unit unit) {
        boolean converted = raw.stream().anyMatch(value -> value.isNumber() && value.shift(unit) != 0);
        if (converted) {
            int decimals = raw.stream()
                    .mapToInt(value -> Figure.decimals(value, unit))
                    .max()
                    .orElse(0);
            return Numbers.rounded(exact, decimals);
        }
        BigDecimal plain = exact.stripTrailingZeros();
        return plain.scale() <= 0 ? plain.toBigInteger() : plain;
    }

    private Figure mean(List<RawValue> raw, Unit unit, String weightName) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        int decimals = unit.decimals();
        for (int i = 0; i < raw.size(); i++) {
            RawValue weight = weight(i, weightName);
            if (!weight.isNumber() || weight.number().signum() < 0) {
                return Figure.without(Trouble.UNMERGED);
            }
            if (weight.number().signum() == 0) {
                continue;
            }
            RawValue value = filled(raw.get(i));
            if (!value.isThere()) {
                return Figure.without(Trouble.MISSING);
            }
            if (!value.isNumber()) {
                return Figure.without(Trouble.UNMERGED);
            }
            decimals = Math.max(decimals, Figure.decimals(value, unit));
            sum = sum.add(value.inUnit(unit).multiply(weight.number()));
            weights = weights.add(weight.number());
        }
        return weights.signum() == 0 ? agreed(raw, unit) : Figure.of(Numbers.quotient(sum, weights, decimals));
    }

    /** Nothing to weigh by, as without calls: the value on which all pieces that have one agree. */
    private static Figure agreed(List<RawValue> raw, Unit unit) {
        List<RawValue> there = raw.stream().filter(RawValue::isThere).toList();
        if (there.isEmpty()) {
            return raw.stream().anyMatch(value -> value.kind() == Kind.NULL)
                    ? Figure.NOTHING
                    : Figure.without(Trouble.MISSING);
        }
        RawValue first = there.get(0);
        boolean agree = there.stream().allMatch(value -> same(first, value, unit));
        return agree ? Figure.of(first, unit) : Figure.without(Trouble.UNMERGED);
    }

    private static boolean same(RawValue one, RawValue other, Unit unit) {
        if (one.isNumber() && other.isNumber()) {
            return one.inUnit(unit).compareTo(other.inUnit(unit)) == 0;
        }
        return one.kind() == other.kind() && Objects.equals(one.written(), other.written());
    }

    private Figure extreme(List<RawValue> raw, Unit unit, Comparator<BigDecimal> order) {
        List<RawValue> there = raw.stream().filter(RawValue::isThere).toList();
        if (there.isEmpty()) {
            return Figure.without(Trouble.MISSING);
        }
        if (there.stream().anyMatch(value -> !value.isNumber())) {
            return Figure.without(Trouble.UNMERGED);
        }
        RawValue furthest = there.stream()
                .max(Comparator.comparing(value -> value.inUnit(unit), order))
                .orElseThrow();
        return Figure.of(furthest, unit);
    }

    private Figure unlisted(List<RawValue> raw, Unit unit) {
        if (raw.stream().noneMatch(RawValue::isThere)) {
            return Figure.without(Trouble.MISSING);
        }
        if (raw.stream().anyMatch(value -> value.kind() == Kind.PERCENT)) {
            return mean(raw, unit, MetricTable.ATTEMPTED);
        }
        boolean whole = raw.stream()
                .map(this::filled)
                .allMatch(value -> value.kind() == Kind.NUMBER
                        && value.number().stripTrailingZeros().scale() <= 0);
        if (whole) {
            return sum(raw, unit);
        }
        return raw.stream().allMatch(RawValue::isThere) ? agreed(raw, unit) : Figure.without(Trouble.MISSING);
    }
}
