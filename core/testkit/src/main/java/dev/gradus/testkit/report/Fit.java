package dev.gradus.testkit.report;

import dev.gradus.testkit.cases.InputSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Explains a wrong gradient by its elements in many cases. It looks for the simplest of
 *
 * <ul>
 *   <li>a factor that the rule lacks, or has too many: numeric = factor ∗ backward
 *   <li>a term that it lacks, or has too many, or has with the wrong sign: numeric = backward + term
 *   <li>a region, such as {@code x < 0}: all elements outside it are right; with a factor or a term within it
 * </ul>
 *
 * <p>Factors and terms are products of numbers that a rule sees, and simple functions of one of them.
 */
final class Fit {
    /** With fewer elements an explanation may be a coincidence. */
    private static final int TELLING = 8;

    /** A quantity with fewer different values explains nothing. */
    private static final int DIFFERENT = 3;

    /** Factors that agree this closely are equal. */
    private static final double EQUAL = 1e-7;

    /** A factor that is closer to 1 is rather a loss of digits. */
    private static final double LEAST = 1e-3;

    /** A smaller factor makes a term vanish, which any other one would do as well. */
    private static final double VANISHING = 1e-9;

    /** So few numbers that products of their functions are tried as terms. */
    private static final int FEW = 6;

    /** Constants that people forget or confuse, and what they convert. */
    private static final Map<Double, String> CONSTANTS = Map.of(
            Math.PI / 180,
            "π/180: degrees or radians?",
            180 / Math.PI,
            "180/π: degrees or radians?",
            Math.log(10),
            "ln 10: ln or log₁₀?",
            1 / Math.log(10),
            "1/ln 10: ln or log₁₀?",
            Math.log(2),
            "ln 2: ln or log₂?",
            1 / Math.log(2),
            "1/ln 2: ln or log₂?",
            1e5,
            "100000: bar or Pa?",
            1e-5,
            "1/100000: bar or Pa?",
            100.0,
            "100: percent?",
            0.01,
            "1/100: percent?");

    private static final MathContext SHOWN = new MathContext(4);

    /** On each side of a border there are elements of at least this many cases. With fewer it may be a coincidence. */
    private static final int BESIDE_BORDER = 3;

    /** The decimals of a border. */
    private static final int DECIMALS = 6;

    private static final double[] MULTIPLES = {1, -1, 2, -2, 0.5, -0.5, 3, -3, 1.0 / 3, 4, 0.25};

    private static final Map<String, DoubleUnaryOperator> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put("%s", v -> v);
        FUNCTIONS.put("%s²", v -> v * v);
        FUNCTIONS.put("√%s", Math::sqrt);
        FUNCTIONS.put("(1 − %s)", v -> 1 - v);
        FUNCTIONS.put("(1 + %s)", v -> 1 + v);
        FUNCTIONS.put("(1 − %s²)", v -> 1 - v * v);
        FUNCTIONS.put("(1 + %s²)", v -> 1 + v * v);
        FUNCTIONS.put("%s³", v -> v * v * v);
        FUNCTIONS.put("|%s|", Math::abs);
        FUNCTIONS.put("sign %s", Math::signum);
        FUNCTIONS.put("e^%s", Math::exp);
        FUNCTIONS.put("ln %s", Math::log);
        FUNCTIONS.put("cos %s", Math::cos);
        FUNCTIONS.put("sin %s", Math::sin);
        FUNCTIONS.put("(%s − 1)", v -> v - 1);
    }

    private final String input;
    private final List<SeenElement> all;

    /** A number at each element, with its words. */
    private record Quantity(String words, ToDoubleFunction<SeenElement> of) {
        Quantity times(Quantity other) {
            return new Quantity(
                    words + " ∗ " + other.words, each -> of.applyAsDouble(each) * other.of.applyAsDouble(each));
        }

        Quantity minus(Quantity other) {
            return new Quantity(
                    words + " − " + other.words, each -> of.applyAsDouble(each) - other.of.applyAsDouble(each));
        }

        Quantity over(Quantity other) {
            return new Quantity(
                    words + " / " + other.words, each -> of.applyAsDouble(each) / other.of.applyAsDouble(each));
        }
    }

    /** @param input the input's name */
    Fit(String input, List<SeenElement> all) {
        this.input = input;
        this.all = all.stream()
                .filter(each -> Double.isFinite(each.backward()) && Double.isFinite(each.numeric()))
                .toList();
    }

    /** The explanation, if there is one. */
    Optional<String> explanation() {
        List<SeenElement> wrong = all.stream().filter(each -> !each.isRight()).toList();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> everywhere = explanation(all).or(() -> monomial(wrong));
        if (everywhere.isPresent() || wrong.size() == all.size()) {
            return everywhere.map(why -> "for " + input + " " + why);
        }
        List<SeenElement> right = all.stream().filter(SeenElement::isRight).toList();
        List<SeenElement> tellingly =
                right.stream().filter(SeenElement::isTelling).toList();
        Optional<String> where =
                region(wrong, right).or(() -> region(wrong, tellingly)).map(words -> "only where " + words);
        Optional<String> why = explanation(wrong).map(words -> ": there, " + words);
        return where.isEmpty() && why.isEmpty()
                ? Optional.empty()
                : Optional.of("for " + input + " the gradient is wrong " + where.orElse("for some elements only")
                        + why.orElse(""));
    }

    private Optional<String> explanation(List<SeenElement> elements) {
        if (elements.stream().allMatch(each -> each.backward() == 0)) {
            return Optional.of("the gradient is zero");
        } else if (elements.stream().allMatch(each -> each.numeric() == 0)) {
            return Optional.of("the gradient should be zero");
        }
        return factor(elements)
                .or(() -> factorOfATerm(elements))
                .or(() -> term(elements))
                .or(() -> termOfARow(elements));
    }

    // Factors

    private Optional<String> factor(List<SeenElement> elements) {
        List<SeenElement> telling = elements.stream()
                .filter(each -> each.numeric() != 0 && each.backward() != 0)
                .toList();
        if (telling.size() < TELLING || telling.size() < elements.size() / 2) {
            return Optional.empty();
        }
        return constant(elements, telling)
                .or(() -> factors(telling)
                        .filter(factor -> isTelling(elements, factor))
                        .flatMap(factor -> Stream.concat(
                                missing(
                                        elements,
                                        factor,
                                        "lacks the factor ",
                                        1,
                                        each -> each.backward() * factor.of.applyAsDouble(each)),
                                missing(
                                        elements,
                                        factor,
                                        "has a factor too many: ",
                                        -1,
                                        each -> each.backward() / factor.of.applyAsDouble(each))))
                        .findFirst());
    }

    /** @param power 1 if the multiple belongs to the factor, and −1 if its inverse does */
    private static Stream<String> missing(
            List<SeenElement> elements, Quantity factor, String what, int power, ToDoubleFunction<SeenElement> cured) {
        return Arrays.stream(MULTIPLES)
                .filter(times -> elements.stream()
                        .filter(each -> !Double.isNaN(cured.applyAsDouble(each)))
                        .allMatch(each -> each.is(times, cured.applyAsDouble(each))))
                .limit(1)
                .mapToObj(times -> "the rule " + what
                        + (times == 1 ? "" : times == -1 ? "−" : number(Math.pow(times, power)) + " ∗ ")
                        + factor.words);
    }

    /** Functions of one number, the simplest first, and products and quotients of two. */
    private Stream<Quantity> factors(List<SeenElement> elements) {
        List<Quantity> plain = rule(elements);
        Stream<Quantity> functions = functions(plain);
        return Stream.concat(functions, pairs(plain, (a, b) -> Stream.of(a.times(b), a.over(b))));
    }

    /** What is made of each two quantities. */
    private static Stream<Quantity> pairs(List<Quantity> plain, BiFunction<Quantity, Quantity, Stream<Quantity>> made) {
        return IntStream.range(0, plain.size())
                .boxed()
                .flatMap(i -> plain.subList(i + 1, plain.size()).stream().flatMap(b -> made.apply(plain.get(i), b)));
    }

    private static Stream<Quantity> functions(List<Quantity> plain) {
        return FUNCTIONS.entrySet().stream()
                .flatMap(function -> plain.stream()
                        .map(quantity -> new Quantity(
                                function.getKey().formatted(quantity.words),
                                each -> function.getValue().applyAsDouble(quantity.of.applyAsDouble(each)))));
    }

    /** What a rule may contain. */
    private static List<Quantity> rule(List<SeenElement> elements) {
        return plain(elements).stream()
                .filter(each -> !each.words.equals(SeenElement.POSITION))
                .toList();
    }

    private static List<Quantity> plain(List<SeenElement> elements) {
        Set<String> names = new LinkedHashSet<>();
        elements.forEach(each -> names.addAll(each.seen().keySet()));
        List<Quantity> plain = new ArrayList<>();
        names.forEach(name -> plain.add(new Quantity(name, each -> each.seen().getOrDefault(name, Double.NaN))));
        return plain;
    }

    /** Whether enough elements have this number, with enough different values. */
    private static boolean isTelling(List<SeenElement> elements, Quantity quantity) {
        double[] values = elements.stream()
                .mapToDouble(quantity.of)
                .filter(Double::isFinite)
                .toArray();
        return values.length >= TELLING
                && 2 * values.length >= elements.size()
                && Arrays.stream(values).distinct().count() >= DIFFERENT;
    }

    /** The one multiple that all elements are. */
    private static Optional<String> constant(List<SeenElement> elements, List<SeenElement> telling) {
        SeenElement largest = telling.stream()
                .max(Comparator.comparingDouble(each -> Math.abs(each.numeric())))
                .orElseThrow();
        double times = largest.numeric() / largest.backward();
        String words = Math.abs(times + 1) < EQUAL
                ? "the sign is wrong"
                : "the gradient is " + named(1 / times) + " times what it should be";
        return Optional.of(words)
                .filter(all -> Math.abs(times - 1) > LEAST
                        && elements.stream().allMatch(each -> each.is(times, each.backward())));
    }

    private static String named(double factor) {
        return CONSTANTS.entrySet().stream()
                .filter(known -> Math.abs(known.getKey() / factor - 1) < EQUAL)
                .map(known -> number(factor) + " (" + known.getValue() + ")")
                .findFirst()
                .orElseGet(() -> number(factor));
    }

    // Terms

    /** A factor that one term of the rule lacks or has too many, or a wrong sign of it. */
    private Optional<String> factorOfATerm(List<SeenElement> elements) {
        Set<String> formulas = new LinkedHashSet<>();
        elements.forEach(each -> formulas.addAll(each.terms().keySet()));
        List<SeenElement> whole =
                elements.stream().filter(each -> !each.terms().isEmpty()).toList();
        List<Quantity> plain = rule(elements);
        List<Quantity> factors = Stream.concat(
                        Stream.of(new Quantity("", each -> -1)),
                        functions(plain).filter(each -> isTelling(whole, each)))
                .toList();
        return formulas.stream()
                .filter(formula -> whole.stream().allMatch(each -> each.terms().containsKey(formula)))
                .map(formula -> new Quantity(formula, each -> each.terms().getOrDefault(formula, Double.NaN)))
                .filter(term -> isTelling(whole, term))
                .flatMap(term -> Stream.of(term, ofUpstream(term))
                        .flatMap(each -> factors.stream().flatMap(factor -> ofTerm(whole, term, each, factor))))
                .findFirst();
    }

    private static Quantity ofUpstream(Quantity term) {
        return new Quantity(
                term.words,
                each -> each.seen().getOrDefault(SeenElement.UPSTREAM, Double.NaN) * term.of.applyAsDouble(each));
    }

    /** @param part the term, perhaps times upstream, as it is in the gradient */
    private static Stream<String> ofTerm(List<SeenElement> elements, Quantity term, Quantity part, Quantity factor) {
        String words = "the term " + term.words + " of the rule ";
        if (factor.words.isEmpty()) {
            return isCured(elements, part, factor) ? Stream.of(words + "has the wrong sign") : Stream.empty();
        }
        Quantity inverse = new Quantity("", each -> 1 / factor.of.applyAsDouble(each));
        return isCured(elements, part, factor)
                ? Stream.of(words + "lacks the factor " + factor.words)
                : isCured(elements, part, inverse)
                        ? Stream.of(words + "has a factor too many: " + factor.words)
                        : Stream.empty();
    }

    /** Whether the gradient is right everywhere if this part of it is multiplied by a factor. */
    private static boolean isCured(List<SeenElement> elements, Quantity part, Quantity factor) {
        ToDoubleFunction<SeenElement> change = each -> Math.abs(factor.of.applyAsDouble(each)) < VANISHING
                ? Double.NaN
                : part.of.applyAsDouble(each) * (factor.of.applyAsDouble(each) - 1);
        return elements.stream()
                                .filter(each -> Double.isFinite(change.applyAsDouble(each)))
                                .filter(each -> !each.isRight())
                                .limit(TELLING)
                                .count()
                        == TELLING
                && elements.stream()
                        .filter(each -> !Double.isNaN(change.applyAsDouble(each)))
                        .allMatch(each -> each.is(1, each.backward() + change.applyAsDouble(each)));
    }

    private Optional<String> term(List<SeenElement> elements) {
        List<SeenElement> telling =
                elements.stream().filter(each -> !each.isRight()).toList();
        if (telling.size() < TELLING) {
            return Optional.empty();
        }
        return terms(elements)
                .filter(term -> isTelling(elements, term))
                .flatMap(term -> Arrays.stream(MULTIPLES)
                        .filter(times -> elements.stream()
                                .filter(each -> Double.isFinite(term.of.applyAsDouble(each)))
                                .allMatch(each -> each.is(1, each.backward() + times * term.of.applyAsDouble(each))))
                        .limit(1)
                        .mapToObj(times -> ofTerm(times, term.words)))
                .findFirst();
    }

    /**
     * A term that all elements along the last axis lack alike, so that they do not add up to 0 as they should: what the
     * value does not depend on is their mean, as in softmax and normalizations.
     */
    private Optional<String> termOfARow(List<SeenElement> elements) {
        List<List<SeenElement>> telling =
                elements.stream()
                        .collect(Collectors.groupingBy(each -> Map.entry(each.where(), each.row())))
                        .values()
                        .stream()
                        .filter(row -> row.size() > 2 && row.stream().noneMatch(SeenElement::isRight))
                        .toList();
        return Optional.of(
                        "the rule lacks a term that is equal for all elements along the last axis, to which the gradients"
                                + " must add up to 0: is it a mean?")
                .filter(words -> telling.size() >= TELLING && telling.stream().allMatch(Fit::lacksAMean));
    }

    private static boolean lacksAMean(List<SeenElement> row) {
        double lacking = row.stream()
                        .mapToDouble(each -> each.numeric() - each.backward())
                        .sum()
                / row.size();
        double scale = row.stream()
                .mapToDouble(each -> Math.abs(each.numeric()) + Math.abs(each.backward()))
                .sum();
        double sum = row.stream().mapToDouble(SeenElement::numeric).sum();
        return Math.abs(sum) <= EQUAL * scale
                && row.stream().allMatch(each -> Math.abs(each.numeric() - each.backward() - lacking) <= EQUAL * scale);
    }

    private static String ofTerm(double times, String term) {
        double size = Math.abs(times);
        String words = (size == 1 || size == 2 ? "" : number(size) + " ∗ ") + term;
        return "the gradient is too " + (times > 0 ? "small" : "large") + " by the term " + (size == 2 ? "2 ∗ " : "")
                + words + (size == 2 ? ": has " + term + " the wrong sign?" : "");
    }

    /** Products that contain upstream once. */
    private static Stream<Quantity> terms(List<SeenElement> elements) {
        List<Quantity> plain = rule(elements);
        List<Quantity> linear = plain.stream()
                .filter(each -> each.words.equals(SeenElement.UPSTREAM) || each.words.equals(SeenElement.TOTAL))
                .toList();
        List<Quantity> others =
                plain.stream().filter(each -> !linear.contains(each)).toList();
        Stream<Quantity> ofOne =
                linear.stream().flatMap(u -> functions(others).flatMap(f -> Stream.of(u.times(f), u.over(f))));
        Stream<Quantity> ofTwo = linear.stream()
                .flatMap(u -> others.stream()
                        .flatMap(a -> others.stream()
                                .flatMap(b -> Stream.of(
                                        u.times(a).times(b), u.times(a).over(b)))));
        List<Quantity> functions =
                others.size() > FEW ? List.of() : functions(others).toList();
        Stream<Quantity> ofFunctions = linear.stream()
                .flatMap(u -> pairs(functions, (a, b) -> Stream.of(u.times(a).times(b))));
        return Stream.of(linear.stream(), ofOne, ofTwo, ofFunctions).flatMap(each -> each);
    }

    /** A product of powers of the inputs by which the gradient is too small or too large, or wrong by a factor. */
    private Optional<String> monomial(List<SeenElement> wrong) {
        List<String> names = wrong.get(0).where().spec().inputs().stream()
                .map(InputSpec::name)
                .toList();
        ToDoubleFunction<SeenElement> upstream = each -> each.seen().getOrDefault(SeenElement.UPSTREAM, Double.NaN);
        Optional<String> factor = Monomial.of(wrong, names, each -> each.numeric() / each.backward())
                .filter(found -> all.stream().allMatch(each -> each.is(found.at(each), each.backward())))
                .map(found -> "the rule lacks the factor " + found);
        return factor.or(() -> Monomial.of(
                        wrong, names, each -> (each.numeric() - each.backward()) / upstream.applyAsDouble(each))
                .filter(found -> all.stream()
                        .allMatch(each -> each.is(1, each.backward() + found.at(each) * upstream.applyAsDouble(each))))
                .map(found -> "the gradient is too " + (found.coefficient() > 0 ? "small" : "large") + " by "
                        + found.positive()));
    }

    // Regions

    /** What only the wrong elements have in common. */
    private Optional<String> region(List<SeenElement> wrong, List<SeenElement> right) {
        if (!areOfManyCases(wrong) || !areOfManyCases(right) || wrong.size() + right.size() < 3 * TELLING) {
            return Optional.empty();
        }
        List<Quantity> plain = plain(all);
        Stream<Quantity> sizes = plain.stream()
                .map(each -> new Quantity("|" + each.words + "|", one -> Math.abs(each.of.applyAsDouble(one))));
        Stream<Quantity> differences = pairs(plain, (a, b) -> Stream.of(a.minus(b)));
        return Stream.of(plain.stream(), sizes, differences)
                .flatMap(each -> each)
                .filter(each -> isTelling(all, each))
                .flatMap(each -> border(each, wrong, right).stream())
                .findFirst();
    }

    private static boolean areOfManyCases(List<SeenElement> side) {
        return side.stream().map(SeenElement::where).distinct().count() >= BESIDE_BORDER;
    }

    private static Optional<String> border(Quantity by, List<SeenElement> wrong, List<SeenElement> right) {
        double[] bad = sorted(by, wrong), good = sorted(by, right);
        if (bad.length < wrong.size() || good.length < right.size()) {
            return Optional.empty();
        }
        double leastBad = bad[0], mostBad = bad[bad.length - 1], leastGood = good[0], mostGood = good[good.length - 1];
        if (leastBad == mostBad && Arrays.stream(good).noneMatch(each -> each == leastBad)) {
            return Optional.of(by.words + " = " + number(leastBad));
        } else if (mostBad >= leastGood && mostGood >= leastBad) {
            return Optional.empty();
        }
        boolean isBelow = mostBad < leastGood;
        double border = isBelow ? between(mostBad, leastGood) : between(mostGood, leastBad);
        if (Double.isNaN(border)) {
            return Optional.empty();
        }
        String sign = border == (isBelow ? mostBad : leastBad) ? (isBelow ? " ≤ " : " ≥ ") : isBelow ? " < " : " > ";
        return Optional.of(by.words + sign + number(border));
    }

    private static double[] sorted(Quantity by, List<SeenElement> elements) {
        return elements.stream()
                .mapToDouble(by.of)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** The number with the fewest decimals between two; NaN if it needs more than a person would write. */
    private static double between(double low, double high) {
        double scale = 1;
        for (int i = 0; i < DECIMALS; i++) {
            double candidate = low <= 0 && high >= 0 ? 0 : Math.ceil(low * scale) / scale;
            if (candidate <= high) {
                return candidate;
            }
            scale *= 10;
        }
        return Double.NaN;
    }

    static String number(double x) {
        double rounded = Math.rint(x);
        boolean isWhole = Math.abs(x - rounded) < 1e-7 * Math.abs(x) || x == 0;
        double inverse = Math.rint(1 / x);
        boolean isPart = !isWhole && Math.abs(inverse) < 1e6 && Math.abs(1 / x - inverse) < 1e-7 * Math.abs(1 / x);
        return isWhole
                ? String.valueOf((long) rounded)
                : isPart
                        ? (x < 0 ? "−1/" : "1/") + (long) Math.abs(inverse)
                        : new BigDecimal(x).round(SHOWN).stripTrailingZeros().toPlainString();
    }
}
