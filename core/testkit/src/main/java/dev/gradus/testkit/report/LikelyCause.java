package dev.gradus.testkit.report;

import dev.gradus.check.Cause;
import dev.gradus.check.Diagnosis;
import dev.gradus.check.GradientCheck;
import dev.gradus.check.RuleCheck;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.PurityLaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the probable cause of a bug in an op. An incompletely written output may break any law. Otherwise, if the law
 * is about gradients, the rule is examined. The smallest case proves a bug but seldom shows its cause, so the rule is
 * checked in some larger cases. What concerns all elements together, such as a transpose, is diagnosed by the engine; a
 * {@link Fit} explains the others.
 */
public final class LikelyCause {
    /** The number of smaller cases, and of larger ones. */
    private static final int CASES = 20;

    /** The same for an op of another program, which is asked for each value. */
    private static final int FOREIGN_CASES = 12;

    private static final int FOREIGN_ELEMENTS = 8;

    /** The part of the time for collecting cases. */
    private static final double COLLECTING = 0.8;

    /** The number of wrong rules after which no more cases are checked. */
    private static final int ENOUGH = 20;

    /** With fewer elements a pattern may be a coincidence. */
    private static final int TELLING = 4;

    /** Elements of larger tensors tell no more. */
    private static final int MOST_SEEN = 64;

    private static final String EXACT = "exact", NUMERIC = "numeric";

    /** The cause of a difference that a numerical derivative does not show. */
    private static final String OF_DIGITS =
            "all but the last digits are right: cancellation, a rounded constant or a float loses them";

    /** Mistakes that concern all elements together, which one case shows. */
    private static final Set<Cause> OF_SHAPES = EnumSet.of(
            Cause.NOT_REPEATABLE,
            Cause.NOT_FINITE,
            Cause.ZERO,
            Cause.UPSTREAM_IGNORED,
            Cause.NOT_LINEAR_IN_UPSTREAM,
            Cause.WRONG_SIGN,
            Cause.MISSING_TRANSPOSE,
            Cause.MISSING_SUM,
            Cause.SWAPPED,
            Cause.WRONG_ORDER);

    private static final Set<Cause> OTHERS = EnumSet.complementOf(EnumSet.of(Cause.UNKNOWN));

    private LikelyCause() {}

    /**
     * The likely cause of a finding.
     *
     * @param aboutGradients whether the backward rule's formula may be the cause
     */
    public static Optional<String> of(boolean aboutGradients, Case smallest, Finding finding) {
        if (!smallest.couldBeMade()) {
            return Optional.empty();
        } else if (finding.fact(EXACT).isPresent() && finding.fact(NUMERIC).isEmpty()) {
            return Optional.of(OF_DIGITS);
        }
        return notAFunction(smallest)
                .or(() -> aboutGradients && canBeChecked(smallest) ? ofRule(smallest, finding) : Optional.empty())
                .map(why -> smallest.spec().isFunction() ? ofFunction(why) : why);
    }

    /** In the words of somebody who has written a derivative. */
    private static String ofFunction(String why) {
        return why.replace("upstream ∗ ", "")
                .replaceAll("\\bthis\\b(?! one)", "f")
                .replace("the gradient", "the derivative")
                .replace("the rule", "it");
    }

    /** The finding that an op is not a function of its inputs, or leaves its output as it was, which may break any law. */
    private static Optional<String> notAFunction(Case smallest) {
        Optional<String> nothing = Optional.empty();
        return unlessItThrows(nothing, () -> PurityLaws.unwritten(smallest))
                .or(() -> unlessItThrows(
                        nothing,
                        () -> smallest.unlessExcused("DETERMINISTIC", () -> PurityLaws.isDeterministic(smallest))
                                .or(() -> smallest.unlessExcused("NO_MEMORY", () -> PurityLaws.keepsNothing(smallest)))
                                .map(Finding::what)));
    }

    /** What is computed, or something else if the op or its rule cannot be computed at all. */
    private static <T> T unlessItThrows(T otherwise, Supplier<T> computation) {
        try {
            return computation.get();
        } catch (RuntimeException | AssertionError | StackOverflowError nothingAtAll) {
            return otherwise;
        }
    }

    /** Whether the engine's check applies: elements can move one by one, and the rule is the derivative of the value. */
    private static boolean canBeChecked(Case where) {
        return where.spec().surrogate().isEmpty()
                && IntStream.range(0, where.values().size())
                        .noneMatch(input -> where.domain(input).constraint().hasSpace());
    }

    /** The cause of a wrong gradient for the input of the finding. */
    private static Optional<String> ofRule(Case smallest, Finding finding) {
        IntPredicate isMeant = input -> finding.input().orElse(input) == input;
        Collected found = new Collected();
        Duration collecting =
                Duration.ofMillis((long) (COLLECTING * Deadline.ofExplaining().toMillis()));
        Deadline.within(collecting, () -> collect(smallest, isMeant, found)); // what is found until then has to do
        List<RuleCheck> guilty = found.guilty;
        Optional<String> byShape = mostFrequent(guilty, OF_SHAPES);
        Optional<String> fitted = found.seen.entrySet().stream()
                .flatMap(each -> new Fit(
                                smallest.spec().inputs().get(each.getKey()).name(), each.getValue())
                        .explanation().stream())
                .findFirst();
        Optional<String> ofFunction = found.seen.entrySet().stream()
                .filter(each -> smallest.spec().isFunction())
                .flatMap(each -> unlessItThrows(
                        Optional.<String>empty(), () -> new FunctionCause(each.getKey(), each.getValue()).explanation())
                        .stream())
                .findFirst();
        if (byShape.isPresent() || fitted.isPresent() || ofFunction.isPresent()) {
            return byShape.or(() -> ofFunction).or(() -> fitted);
        } else if (guilty.isEmpty() && found.right > CASES) {
            return Optional.of("the rule is right in most other cases: what is special about this one?");
        }
        List<RuleCheck> ofThisCase = guilty.isEmpty() ? guilty(rules(smallest, isMeant)) : guilty;
        return mostFrequent(
                ofThisCase.stream()
                        .filter(rule -> rule.elements().size() >= TELLING || !isAFactor(rule))
                        .toList(),
                OTHERS);
    }

    /** What larger cases tell: wrong rules, elements of the gradients by inputs, and the number of right rules. */
    private static final class Collected {
        private final List<RuleCheck> guilty = new ArrayList<>();
        private final Map<Integer, List<SeenElement>> seen = new TreeMap<>();
        private int right;
    }

    private static Collected collect(Case smallest, IntPredicate isMeant, Collected found) {
        boolean isForeign = smallest.op() instanceof ForeignOp;
        int most = isForeign ? FOREIGN_CASES : CASES, mostElements = isForeign ? FOREIGN_ELEMENTS : MOST_SEEN;
        for (Draw draw : List.of(Draw.SMOOTH, Draw.SMOOTH_LARGE)) {
            CaseGenerator generator = new CaseGenerator(smallest.spec(), draw);
            for (long seed = 0; seed < CASES && found.guilty.size() < ENOUGH; seed++) {
                Deadline.check();
                Case where = generator.next(new Random(seed)).value();
                List<RuleCheck> rules = rules(where, isMeant);
                guilty(rules).stream()
                        .filter(rule -> rule.elements().size() >= TELLING)
                        .forEach(found.guilty::add);
                found.right += !rules.isEmpty() && guilty(rules).isEmpty() ? 1 : 0;
                if (seed < most) {
                    rules.forEach(rule -> found.seen
                            .computeIfAbsent(rule.input(), input -> new ArrayList<>())
                            .addAll(elements(where, rule.input(), mostElements)));
                }
            }
        }
        return found;
    }

    /** The elements of a case, if its gradient can be computed at all. */
    private static List<SeenElement> elements(Case where, int input, int most) {
        return where.values().get(input).shape().elements() <= most
                ? unlessItThrows(List.of(), () -> SeenElement.of(where, input))
                : List.of();
    }

    /** The checks of the rule for the inputs that are meant. */
    private static List<RuleCheck> rules(Case where, IntPredicate isMeant) {
        return unlessItThrows(List.of(), () -> {
            Op op = where.anotherOp();
            Evaluator evaluator = Evaluator.of(
                    Graph.of(op.multiply(Constant.of(where.upstream())).sum()));
            for (int input = 0; input < where.values().size(); input++) {
                evaluator.feed((Input) op.input(input), where.values().get(input));
            }
            return GradientCheck.of(evaluator).nodes().check().rules().stream()
                    .filter(rule -> rule.op() == op && isMeant.test(rule.input()))
                    .toList();
        });
    }

    private static List<RuleCheck> guilty(List<RuleCheck> rules) {
        return rules.stream().filter(rule -> rule.diagnosis().isPresent()).toList();
    }

    private static Optional<String> mostFrequent(List<RuleCheck> guilty, Set<Cause> allowed) {
        Map<Cause, Long> counts =
                guilty.stream().collect(Collectors.groupingBy(LikelyCause::cause, Collectors.counting()));
        return guilty.stream()
                .max(Comparator.comparing((RuleCheck rule) -> counts.getOrDefault(cause(rule), 0L)))
                .filter(rule -> allowed.contains(cause(rule)))
                .filter(rule -> !isAFactor(rule) || isSaidOfAll(rule, guilty))
                .map(rule -> isAtAnIndex(rule) && !isSaidOfAll(rule, guilty)
                        ? "for " + rule.inputName() + " the gradient is wrong for some elements only"
                        : text(rule));
    }

    /** Whether the diagnosis is a factor, which another case must confirm. */
    private static boolean isAFactor(RuleCheck rule) {
        return cause(rule) == Cause.CONSTANT_FACTOR || cause(rule) == Cause.COUNT_FACTOR;
    }

    /** Whether the diagnosis is that the elements at one index of an axis are wrong. */
    private static boolean isAtAnIndex(RuleCheck rule) {
        return cause(rule) == Cause.SOME_ELEMENTS && text(rule).contains(" at index ");
    }

    /** Whether all diagnoses of the same kind name the same index. A single case may have it by chance. */
    private static boolean isSaidOfAll(RuleCheck rule, List<RuleCheck> guilty) {
        return guilty.stream()
                .filter(other -> cause(other) == cause(rule))
                .allMatch(other -> text(other).equals(text(rule)));
    }

    private static Cause cause(RuleCheck rule) {
        return diagnosis(rule).cause();
    }

    private static Diagnosis diagnosis(RuleCheck rule) {
        return rule.diagnosis().orElseThrow();
    }

    private static String text(RuleCheck rule) {
        return "for " + rule.inputName() + " " + diagnosis(rule).text();
    }
}
