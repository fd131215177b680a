package dev.gradus.playground.backward;

import dev.gradus.node.Node;
import dev.gradus.playground.backward.Repairs.Place;
import dev.gradus.playground.backward.Repairs.Repair;
import dev.gradus.playground.language.Expr;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Scope;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.language.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds what is wrong with an expression: the change that makes it right. */
final class Diagnosis {
    private static final Set<Mistake> OF_FACTOR =
            Set.of(Mistake.SIGN, Mistake.MEAN, Mistake.MEAN_FORGOTTEN, Mistake.FACTOR, Mistake.FACTOR_EXTRA);

    private static final int MOST_EVALUATED = 40_000;

    private final Truth truth;
    private final Scope scope;
    private final int rows;
    private final Expr expr;
    private final Node target;
    private final Node right;

    /** The names that the expression can use, with the true gradients and values to put in. */
    private final Map<String, Node> names;

    /** The gradient names that were typed, and what they are gradients of. */
    private final Map<String, Node> gradientNames;

    private final List<Place> places;

    /** How many parts of expressions may still be evaluated, so that a long line is answered in time. */
    private int left = MOST_EVALUATED;

    /** The first change after which only a constant factor is wrong. */
    private Optional<Fault> second = Optional.empty();

    Diagnosis(
            Truth truth,
            Scope scope,
            int rows,
            Expr expr,
            Node target,
            Map<String, Node> names,
            Map<String, Node> gradientNames) {
        this.truth = truth;
        this.scope = scope;
        this.rows = rows;
        this.expr = expr;
        this.target = target;
        this.right = truth.gradient(target);
        this.names = new LinkedHashMap<>(names);
        this.gradientNames = gradientNames;
        this.places = Repairs.places(expr, scope);
    }

    private Optional<Node> node(Expr e) {
        left -= Trees.size(e);
        if (left < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(scope.node(e, names));
        } catch (RuntimeException thrown) { // a problem, or one of an op
            return Optional.empty();
        }
    }

    /** Finds the mistake, or says only how shapes or numbers differ. */
    Fault find() {
        Optional<Node> value = node(expr);
        List<Repair> repairs = Repairs.of(expr, scope);
        boolean isOfProduct = truth.isOperandOfProduct(target);
        return value.flatMap(node -> ofFactor(node, repairs))
                .or(() -> value.flatMap(this::confused))
                .or(() -> first(some(repairs, Set.of(Mistake.SIGN, Mistake.FACTOR))))
                .or(() -> first(some(repairs, Set.of(Mistake.FACTOR_EXTRA))))
                .or(this::slopes)
                .or(() -> first(some(repairs, Set.of(Mistake.BIAS_SHAPE, Mistake.KEPT_AXIS))))
                .or(() -> isOfProduct ? Optional.empty() : value.flatMap(this::ofShape))
                .or(() -> first(repairs))
                .or(() -> value.flatMap(this::ofShape))
                .or(this::otherNames)
                .or(this::swappedNames)
                .or(this::confusedParts)
                .or(this::terms)
                .or(this::sigmoids)
                .or(() -> second)
                .or(() -> twice(repairs))
                .orElseGet(() -> value.map(this::differing).orElseGet(this::unreadable));
    }

    private Fault unreadable() {
        try {
            scope.node(expr, names);
            return Fault.of(Mistake.NUMBERS, expr.span());
        } catch (Problem problem) {
            return Fault.of(Mistake.UNREADABLE, problem.span(), "sentence", problem.sentence());
        } catch (RuntimeException thrown) {
            return Fault.of(Mistake.UNREADABLE, expr.span(), "sentence", String.valueOf(thrown.getMessage()));
        }
    }

    private Fault differing(Node node) {
        if (!node.shape().equals(right.shape())) {
            return Fault.of(
                    Mistake.SHAPE, expr.span(), "is", Sizes.of(node.shape()), "needed", Sizes.of(right.shape()));
        }
        int[] differing = truth.differing(node, right);
        return Fault.of(
                Mistake.NUMBERS,
                expr.span(),
                "count",
                String.valueOf(differing[1]),
                "all",
                String.valueOf(right.shape().elements()));
    }

    // Tests

    /** The fault if a change makes the expression right; one that leaves only a factor wrong is kept for later. */
    private Optional<Fault> test(Expr changed, Fault fault) {
        Optional<Node> node = node(changed);
        if (node.isEmpty() || !node.get().shape().equals(right.shape())) {
            return Optional.empty();
        }
        if (truth.areEqual(node.get(), right)) {
            return Optional.of(fault);
        }
        if (second.isEmpty() && !OF_FACTOR.contains(fault.mistake())) {
            second = truth.factor(node.get(), right).flatMap(this::ofFactor).map(fault::and);
        }
        return Optional.empty();
    }

    private static List<Repair> some(List<Repair> repairs, Set<Mistake> mistakes) {
        return repairs.stream()
                .filter(repair -> mistakes.contains(repair.mistake()))
                .toList();
    }

    private Optional<Fault> first(List<Repair> repairs) {
        for (Repair repair : repairs) {
            Optional<Fault> found = test(repair.fixed(), Fault.of(repair.mistake(), repair.at()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    // A constant factor

    private Optional<Mistake> ofFactor(double factor) {
        double size = Math.abs(factor);
        if (isNear(factor, -1)) {
            return Optional.of(Mistake.SIGN);
        } else if (isNear(size, 2) || isNear(size, 0.5)) {
            return Optional.of(Mistake.FACTOR);
        } else if (rows > 1 && isNear(size, rows)) {
            return Optional.of(Mistake.MEAN);
        } else if (rows > 1 && isNear(size, 1.0 / rows)) {
            return Optional.of(Mistake.MEAN_FORGOTTEN);
        }
        return Optional.empty();
    }

    private static boolean isNear(double a, double b) {
        return Math.abs(a - b) <= 1e-7 * Math.abs(b);
    }

    private Optional<Fault> ofFactor(Node node, List<Repair> repairs) {
        Optional<Double> factor = truth.factor(node, right);
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        Mistake mistake = ofFactor(factor.get()).orElse(Mistake.CONSTANT);
        Span at = first(some(repairs, OF_FACTOR)).map(Fault::at).orElse(expr.span());
        return Optional.of(
                Fault.of(mistake, at, "times", Numbers.text(1 / factor.get()), "rows", String.valueOf(rows)));
    }

    // Known confusions

    private Optional<Fault> confused(Node node) {
        return truth.confusions().stream()
                .filter(one -> one.right() == right && truth.areEqual(node, one.wrong()))
                .findFirst()
                .map(one -> Fault.of(one.mistake(), expr.span(), "path", one.about()));
    }

    /** A part that is a known confusion. */
    private Optional<Fault> confusedParts() {
        for (Place place : places) {
            Optional<Node> part = node(place.part());
            for (Truth.Confusion one : part.isEmpty() ? List.<Truth.Confusion>of() : truth.confusions()) {
                if (truth.areEqual(part.get(), one.wrong())) {
                    Optional<Fault> found = test(
                            place.put().apply(bound(one.right(), place.part().span())),
                            Fault.of(one.mistake(), place.part().span(), "path", one.about()));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A name for a value that nobody can type. */
    private Expr bound(Node node, Span span) {
        String name = "§" + names.size(); // no letter
        names.put(name, node);
        return new Expr.Name(name, span);
    }

    // Slopes

    private Optional<Fault> slopes() {
        boolean hasGradients = Trees.mentions(expr, gradientNames.keySet());
        for (Truth.Slope slope : truth.slopes()) {
            Expr without = new Expr.Binary("/", expr, bound(slope.node(), expr.span()), expr.span(), expr.span());
            Optional<Fault> extra =
                    test(without, Fault.of(Mistake.FACTOR_EXTRA, expr.span(), "of", slope.of(), "by", slope.at()));
            if (extra.isPresent()) {
                return extra;
            }
            for (Place place : places) {
                boolean isLeaf = place.part() instanceof Expr.Numeral || place.part() instanceof Expr.Name;
                if (hasGradients
                        ? !Trees.mentions(place.part(), gradientNames.keySet()) && !place.isFactor()
                        : isLeaf) {
                    continue;
                }
                Expr bound = bound(slope.node(), place.part().span());
                Fault forgotten =
                        Fault.of(Mistake.SLOPE_FORGOTTEN, place.part().span(), "of", slope.of(), "by", slope.at());
                boolean canForget = !hasGradients || Trees.mentions(place.part(), gradientNames.keySet());
                Optional<Fault> found =
                        canForget ? test(place.put().apply(product(place.part(), bound)), forgotten) : Optional.empty();
                found = found.or(() -> other(slope, place, bound));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Expr product(Expr a, Expr b) {
        return new Expr.Binary("*", a, b, a.span(), a.span());
    }

    /** A slope instead of all factors that are no gradients. */
    private Optional<Fault> other(Truth.Slope slope, Place place, Expr bound) {
        List<Expr> factors = Trees.factors(place.part());
        List<Expr> rest = factors.stream().filter(one -> !isGradient(one)).toList();
        List<Expr> gradients = factors.stream().filter(this::isGradient).toList();
        if (rest.isEmpty() || gradients.isEmpty() && !place.isFactor()) {
            return Optional.empty();
        }
        Expr changed = gradients.stream()
                .reduce(Diagnosis::product)
                .map(one -> product(one, bound))
                .orElse(bound);
        Span at = rest.get(0).span().through(rest.get(rest.size() - 1).span());
        return test(place.put().apply(changed), Fault.of(Mistake.SLOPE_WRONG, at, "of", slope.of(), "by", slope.at()))
                .map(fault -> firstRight(fault, slope, rest));
    }

    private boolean isGradient(Expr factor) {
        return Trees.mentions(factor, gradientNames.keySet()) && !isMask(factor);
    }

    private static boolean isMask(Expr factor) {
        return factor instanceof Expr.Binary binary
                && "<>=!".contains(binary.sign().substring(0, 1));
    }

    /** The mistake of a slope: the formula, or the variable in it. */
    private Fault firstRight(Fault fault, Truth.Slope slope, List<Expr> rest) {
        Expr typed = rest.stream().reduce(Diagnosis::product).orElseThrow();
        boolean isMask = rest.stream().anyMatch(Diagnosis::isMask);
        for (String used : Trees.names(typed).keySet()) {
            for (String needed : List.of(slope.of(), slope.at())) {
                if (!used.equals(needed) && isSlope(typed, used, needed, slope)) {
                    return Fault.of(
                            isMask ? Mistake.MASK_OF_OTHER : Mistake.SLOPE_OF_OTHER,
                            fault.at(),
                            "of",
                            slope.of(),
                            "used",
                            used,
                            "needed",
                            needed);
                }
            }
        }
        return first(some(Repairs.of(expr, scope), Set.of(Mistake.MASK_INVERTED)))
                .orElse(fault);
    }

    /** Whether a formula is a slope if a name in it is replaced, everywhere or in one place. */
    private boolean isSlope(Expr typed, String used, String needed, Truth.Slope slope) {
        List<Expr> changed = new ArrayList<>();
        changed.add(Trees.replaced(
                typed,
                name -> name.text().equals(used) ? Optional.of(new Expr.Name(needed, name.span())) : Optional.empty()));
        for (Place place : Repairs.places(typed, scope)) {
            if (place.part() instanceof Expr.Name name && name.text().equals(used)) {
                changed.add(place.put().apply(new Expr.Name(needed, name.span())));
            }
        }
        return changed.stream()
                .anyMatch(one -> node(one)
                        .filter(node -> truth.areEqual(node, slope.node()))
                        .isPresent());
    }

    // Shapes

    /** A sum over axes that are too many, or axes of size 1. */
    private Optional<Fault> ofShape(Node node) {
        if (node.shape().equals(right.shape())) {
            return Optional.empty();
        }
        boolean isBatch = node.shape().rank() > 0 && rows > 1 && node.shape().size(0) == rows;
        if (node.shape().elements() == right.shape().elements()) {
            return tested(node.reshape(right.shape()), Fault.of(Mistake.KEPT_AXIS, expr.span(), details(node)));
        }
        try {
            return tested(
                    node.sumTo(right.shape()),
                    Fault.of(isBatch ? Mistake.BATCH_SUM : Mistake.KEPT_AXIS, expr.span(), details(node)));
        } catch (IllegalArgumentException thrown) { // of shapes
            return Optional.empty();
        }
    }

    private String[] details(Node node) {
        return new String[] {"is", Sizes.of(node.shape()), "needed", Sizes.of(right.shape())};
    }

    private Optional<Fault> tested(Node node, Fault fault) {
        return test(bound(node, expr.span()), fault);
    }

    // Other names

    private Optional<Fault> otherNames() {
        List<String> all = new ArrayList<>(truth.names().keySet());
        for (Map.Entry<String, Expr.Name> each : Trees.names(expr).entrySet()) {
            String used = each.getKey();
            boolean isGradient = gradientNames.containsKey(used);
            if (!isGradient && !truth.names().containsKey(used)) {
                continue;
            }
            for (String needed : all) {
                Node value = truth.node(needed);
                boolean isSame = isGradient ? gradientNames.get(used) == value : used.equals(needed);
                if (isSame || isGradient && (value == target || !truth.isUsed(value))) {
                    continue;
                }
                Expr bound = bound(
                        isGradient ? truth.gradient(value) : value,
                        each.getValue().span());
                Fault fault = Fault.of(
                        ofName(each.getValue(), isGradient), each.getValue().span(), "used", used, "needed", needed);
                Optional<Fault> found = test(replaced(used, bound), fault).or(() -> single(used, bound, fault));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Two names that stand in each other's places. */
    private Optional<Fault> swappedNames() {
        List<Expr.Name> all = List.copyOf(Trees.names(expr).values());
        for (Expr.Name one : all) {
            for (Expr.Name other : all) {
                boolean isGradient = gradientNames.containsKey(one.text());
                if (one != other && names.containsKey(one.text()) && names.containsKey(other.text())) {
                    Optional<Fault> found = test(
                            Trees.replaced(
                                    expr,
                                    name -> name.text().equals(one.text())
                                            ? Optional.of(other)
                                            : name.text().equals(other.text()) ? Optional.of(one) : Optional.empty()),
                            Fault.of(ofName(one, isGradient), one.span(), "used", one.text(), "needed", other.text()));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A term of a sum that is wrong by a constant factor. */
    private Optional<Fault> terms() {
        if (!(expr instanceof Expr.Binary sum)
                || !sum.sign().equals("+") && !sum.sign().equals("-")) {
            return Optional.empty();
        }
        for (Expr term : List.of(sum.left(), sum.right())) {
            Expr rest = term == sum.left() ? sum.right() : sum.left();
            boolean isNegative = sum.sign().equals("-");
            Optional<Node> of = node(
                    new Expr.Binary("+", bound(right.subtract(right), term.span()), term, term.span(), term.span()));
            Optional<Node> others = node(rest);
            if (of.isEmpty() || others.isEmpty() || !others.get().shape().equals(right.shape())) {
                continue;
            }
            Node needed = isNegative
                    ? term == sum.left()
                            ? right.add(others.get())
                            : others.get().subtract(right)
                    : right.subtract(others.get());
            Optional<Double> factor = truth.factor(of.get(), needed);
            if (factor.isPresent()) {
                return Optional.of(Fault.of(
                        ofFactor(factor.get()).orElse(Mistake.CONSTANT),
                        term.span(),
                        "times",
                        Numbers.text(1 / factor.get()),
                        "rows",
                        String.valueOf(rows)));
            }
        }
        return Optional.empty();
    }

    /** The slope of a sigmoid where there is none. */
    private Optional<Fault> sigmoids() {
        for (Expr.Name name : Trees.names(expr).values()) {
            if (names.containsKey(name.text()) && !gradientNames.containsKey(name.text())) {
                Expr one = new Expr.Numeral(1, "1", name.span());
                Expr slope = product(name, new Expr.Binary("-", one, name, name.span(), name.span()));
                Optional<Fault> found = test(
                        new Expr.Binary("/", expr, slope, expr.span(), expr.span()),
                        Fault.of(Mistake.FACTOR_EXTRA, name.span()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The same mistake in two places, such as the transposes of both operands of a sum. */
    private Optional<Fault> twice(List<Repair> repairs) {
        for (Repair one : repairs) {
            if (one.mistake() == Mistake.TRANSPOSE_MISSING || one.mistake() == Mistake.TRANSPOSE_EXTRA) {
                Optional<Fault> found = some(Repairs.of(one.fixed(), scope), Set.of(one.mistake())).stream()
                        .flatMap(other -> test(other.fixed(), Fault.of(one.mistake(), one.at())).stream())
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Expr replaced(String used, Expr bound) {
        Function<Expr.Name, Optional<Expr>> by =
                name -> name.text().equals(used) ? Optional.of(bound) : Optional.empty();
        return Trees.replaced(expr, by);
    }

    /** The same in only one of several places. */
    private Optional<Fault> single(String used, Expr bound, Fault fault) {
        for (Place place : places) {
            if (place.part() instanceof Expr.Name name && name.text().equals(used)) {
                Optional<Fault> found = test(
                        place.put().apply(bound),
                        new Fault(fault.mistake(), name.span(), fault.details(), Optional.empty()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Mistake ofName(Expr.Name name, boolean isGradient) {
        if (isGradient) {
            return Mistake.OTHER_GRADIENT;
        }
        for (Place place : places) {
            if (place.part() == name && place.isCompared()) {
                return Mistake.MASK_OF_OTHER;
            } else if (place.part() == name && place.isProduct()) {
                return Mistake.OTHER_VALUE;
            }
        }
        return target.shape().rank() == 2 && Trees.names(expr).size() > 1
                ? Mistake.SLOPE_OF_OTHER
                : Mistake.OTHER_VALUE;
    }
}
