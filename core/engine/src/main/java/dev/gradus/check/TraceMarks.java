package dev.gradus.check;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Check;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Mistake;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.run.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Adds the results of a check to the steps of a trace. */
final class TraceMarks {
    /** This close to a limit, a sigmoid or tanh passes on less than a thousandth of the gradient. */
    private static final double NEAR_LIMIT = 1e-3;

    private final Map<Op, List<RuleCheck>> checks = new HashMap<>();

    TraceMarks(GradientReport report) {
        report.rules().stream()
                .filter(rule -> rule.skipped().isEmpty())
                .forEach(rule -> checks.merge(rule.op(), List.of(rule), TraceMarks::both));
    }

    private static List<RuleCheck> both(List<RuleCheck> some, List<RuleCheck> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    Trace on(Trace trace) {
        Objects.requireNonNull(trace, "trace");
        return trace.map(step -> marked(step, trace));
    }

    private Step marked(Step step, Trace trace) {
        if (step.phase() != Phase.FORWARD && step.phase() != Phase.CONTRIBUTION) {
            return step;
        }
        Op rule = step.rule().orElseThrow();
        List<RuleCheck> found = checks.getOrDefault(rule, List.of()).stream()
                .filter(check ->
                        step.input().isEmpty() || check.input() == step.input().getAsInt())
                .toList();
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        flags.addAll(step.flags());
        if (isSaturated(rule, trace)) {
            flags.add(Flag.SATURATED);
        }
        if (found.stream().anyMatch(check -> check.counts().atKink() > 0)) {
            flags.add(Flag.AT_KINK);
        }
        return step.with(flags, found.isEmpty() ? Optional.empty() : Optional.of(summary(found)));
    }

    private static Check summary(List<RuleCheck> found) {
        VerdictCounts counts = found.stream().map(RuleCheck::counts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
        double error = found.stream()
                .flatMap(check -> check.elements().stream())
                .filter(element -> element.verdict() == Verdict.PASS || element.verdict() == Verdict.WRONG)
                .mapToDouble(ElementCheck::relativeError)
                .max()
                .orElse(0);
        Optional<Mistake> mistake = found.stream()
                .filter(check -> check.diagnosis().isPresent())
                .map(TraceMarks::mistake)
                .findFirst();
        return new Check(counts.verdict(), error, mistake);
    }

    private static Mistake mistake(RuleCheck check) {
        Diagnosis diagnosis = check.diagnosis().orElseThrow();
        double ratio = check.elements().stream()
                .filter(element -> element.verdict() == Verdict.WRONG)
                .min(ElementCheck.WORST_FIRST)
                .map(ElementCheck::ratio)
                .orElse(Double.NaN);
        return new Mistake(diagnosis.cause().name(), ratio, diagnosis.text());
    }

    private static boolean isSaturated(Node node, Trace trace) {
        return node instanceof UnaryOp function
                && function.limits().stream()
                        .anyMatch(limit -> Arrays.stream(trace.value(node).toArray())
                                .anyMatch(value -> Math.abs(value - limit) < NEAR_LIMIT));
    }
}
