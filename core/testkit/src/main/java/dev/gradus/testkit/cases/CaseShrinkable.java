package dev.gradus.testkit.cases;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Constraint;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.Simpler;
import dev.gradus.testkit.domain.SmallerTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A case and the smaller cases to which it shrinks: with an index of an axis dropped in all tensors at once, an
 * optional axis dropped, a simpler attribute, or a number moved towards ±1.
 *
 * <p>If a law keeps to smooth parts of the domain, so does shrinking: no number crosses a kink, a tie or an edge. For
 * example, a wrong mask of a ReLU shows at every negative number, but not at the kink at 0.
 */
public final class CaseShrinkable implements Shrinkable<Case> {
    /** The number of attributes tried if the old one may not fit the smaller shapes. */
    private static final int ATTRIBUTES = 8;

    /** The least length of an axis of which half is dropped at once. */
    private static final int LONG = 8;

    /** The largest length of an axis whose indices are all tried one by one. */
    private static final int LONGEST = 512;

    private final Case current;
    private final Draw draw;
    private final Shrinkable<Object> attribute;
    private final long attributeSeed;

    CaseShrinkable(Case current, Draw draw, Shrinkable<Object> attribute, long attributeSeed) {
        this.current = current;
        this.draw = draw;
        this.attribute = attribute;
        this.attributeSeed = attributeSeed;
    }

    @Override
    public Case value() {
        return current;
    }

    @Override
    public Stream<Shrinkable<Case>> shrink() {
        ShrinkingDistance distance = distance();
        return Stream.of(
                        withOnesIfLong(),
                        withFewerNeighbors(),
                        withFewerElements(),
                        withFewerAxes(),
                        withSimplerAttribute(),
                        withSimplerValues(),
                        withSimplerTies(),
                        withSimplerUpstream())
                .flatMap(candidates -> candidates)
                .filter(smaller -> smaller.distance().compareTo(distance) < 0)
                .map(smaller -> smaller);
    }

    /** Fewer elements first, then simpler attributes, then simpler numbers. One element is simpler than none. */
    @Override
    public ShrinkingDistance distance() {
        CaseLayout layout = current.layout();
        long sizes = layout.symbols().stream()
                .mapToLong(symbol -> Math.abs(layout.size(symbol) - 1))
                .sum();
        long axes = IntStream.range(0, layout.inputs())
                .mapToLong(input -> layout.axes(input).size())
                .sum();
        long values =
                current.values().stream().mapToLong(CaseShrinkable::complexity).sum();
        return ShrinkingDistance.of(current.surroundings().complexity(), sizes, axes)
                .append(attribute.distance())
                .append(ShrinkingDistance.of(values + complexity(current.upstream())));
    }

    private static long complexity(Tensor tensor) {
        return Arrays.stream(tensor.toArray()).mapToLong(Simpler::complexity).sum();
    }

    /** Sets all elements of a very long case to 1 at first, because each step with other numbers takes long. */
    private Stream<CaseShrinkable> withOnesIfLong() {
        Case ones = current.withUpstream(withOnes(current.upstream(), (position, x) -> true));
        for (int i = 0; i < current.values().size(); i++) {
            int input = i;
            ones = ones.withValue(
                    input, withOnes(current.values().get(input), (position, x) -> isAllowed(input, position, x)));
        }
        return Stream.of(with(ones));
    }

    private static Tensor withOnes(Tensor tensor, Allowed allowed) {
        int count = tensor.shape().elements();
        return count <= LONGEST
                ? tensor
                : withOnes(tensor, 0, count, allowed).findFirst().orElse(tensor);
    }

    private Stream<CaseShrinkable> withFewerNeighbors() {
        return current.surroundings().simpler().map(recipe -> with(current.amid(recipe)));
    }

    // Shapes

    private Stream<CaseShrinkable> withFewerElements() {
        CaseLayout layout = current.layout();
        return Stream.concat(
                layout.symbols().stream().flatMap(this::withHalf),
                layout.symbols().stream()
                        .filter(symbol -> layout.size(symbol)
                                > current.spec().sizes(symbol).smallest())
                        .flatMap(symbol ->
                                indices(layout.size(symbol)).boxed().flatMap(index -> withoutIndex(symbol, index))));
    }

    /** All indices, or the first and the last one of a very long axis. */
    private static IntStream indices(int size) {
        return size <= LONGEST ? IntStream.range(0, size) : IntStream.of(0, size - 1);
    }

    /** Keeps the first or the second half of a long axis. It also keeps other beginnings, because half may be too little. */
    private Stream<CaseShrinkable> withHalf(String symbol) {
        int size = current.layout().size(symbol);
        int half = size / 2;
        Stream<CaseShrinkable> beginnings = size <= 2 * LONG
                ? Stream.empty()
                : IntStream.concat(
                                IntStream.iterate(LONG, power -> power < size - 1, power -> 2 * power)
                                        .map(power -> power + 1),
                                IntStream.iterate(half / 2, part -> part > 1, part -> part / 2)
                                        .map(part -> size - part))
                        .boxed()
                        .flatMap(count -> withIndices(symbol, 0, count));
        return size < LONG || half < current.spec().sizes(symbol).smallest()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(0, size - half).flatMap(start -> withIndices(symbol, start, half)), beginnings);
    }

    private Stream<CaseShrinkable> withIndices(String symbol, int start, int count) {
        return part(symbol, count, index -> start + index, 0);
    }

    private Stream<CaseShrinkable> withoutIndex(String symbol, int index) {
        return part(symbol, current.layout().size(symbol) - 1, SmallerTensors.without(index), index);
    }

    /** All tensors with this number of indices of a symbol, given the former index for each. */
    private Stream<CaseShrinkable> part(String symbol, int count, IntUnaryOperator source, int droppedIndex) {
        CaseLayout layout = current.layout().with(symbol, count);
        List<Tensor> values = IntStream.range(0, layout.inputs())
                .mapToObj(input -> SmallerTensors.part(
                        current.values().get(input),
                        layout.shape(input),
                        layout.axes(input).stream().map(symbol::equals).toList(),
                        source))
                .toList();
        return remade(layout, values, droppedIndex);
    }

    /** Drops an optional axis, or leading axes of size 1 of broadcast inputs. */
    private Stream<CaseShrinkable> withFewerAxes() {
        CaseLayout layout = current.layout();
        List<Integer> leadByOne = IntStream.range(0, layout.inputs())
                .filter(input -> current.spec().inputs().get(input).isBroadcastable())
                .filter(input ->
                        layout.shape(input).rank() > 0 && layout.shape(input).size(0) == 1)
                .boxed()
                .toList();
        Stream<CaseLayout> withoutSymbol =
                layout.symbols().stream().filter(CaseLayout::isAnonymous).map(layout::without);
        Stream<CaseLayout> withoutLeading = Stream.concat(
                        Stream.of(leadByOne), leadByOne.stream().map(List::of))
                .map(inputs -> layout.withoutLeadingAxes(inputs));
        return Stream.concat(withoutSymbol, withoutLeading).flatMap(this::reshaped);
    }

    private Stream<CaseShrinkable> reshaped(CaseLayout layout) {
        List<Tensor> values = new ArrayList<>();
        for (int input = 0; input < layout.inputs(); input++) {
            Tensor value = current.values().get(input);
            if (value.shape().elements() != layout.shape(input).elements()) {
                return Stream.empty();
            }
            values.add(value.reshape(layout.shape(input)));
        }
        return remade(layout, values, 0);
    }

    /** The same attribute if it still fits, and those that could be drawn instead. */
    private Stream<CaseShrinkable> remade(CaseLayout layout, List<Tensor> values, int droppedIndex) {
        Shrinkable<Object> redrawn = CaseGenerator.attribute(current.spec(), layout, attributeSeed);
        boolean isSame = redrawn.value() == SpecData.NO_ATTRIBUTE;
        return Stream.concat(isSame ? Stream.of(attribute) : Stream.of(attribute, redrawn), redrawn.shrink())
                .limit(ATTRIBUTES)
                .map(candidate -> remade(layout, candidate, values, droppedIndex))
                .filter(smaller -> smaller.current.couldBeMade() || !current.couldBeMade())
                .filter(smaller -> isLegal(smaller.current));
    }

    /** Whether all tensors are still in their domains, with room if the law needs it. */
    private boolean isLegal(Case smaller) {
        boolean sameDomains = smaller.attribute().equals(current.attribute());
        return IntStream.range(0, smaller.values().size())
                .allMatch(
                        input -> isLegalTogether(smaller, input) && (sameDomains || isLegalByElement(smaller, input)));
    }

    /** Checks a tensor whose elements depend on each other. */
    private boolean isLegalTogether(Case smaller, int input) {
        Constraint constraint = smaller.domain(input).constraint();
        Tensor value = smaller.values().get(input);
        return constraint.isNone()
                || smaller.domain(input).contains(value)
                        && constraint.hasRoomLike(value, current.values().get(input));
    }

    /** Checks a tensor in the domain of another attribute, which may have other edges and kinks. */
    private boolean isLegalByElement(Case smaller, int input) {
        Domain domain = smaller.domain(input);
        Tensor value = smaller.values().get(input);
        double[] elements = value.toArray();
        return domain.isIntegers()
                || domain.contains(value)
                        && (!draw.isSmooth()
                                || domain.constraint().hasSpace()
                                || IntStream.range(0, elements.length)
                                        .allMatch(i -> draw.allows(elements[i], smaller.smoothAround(input, i))));
    }

    private CaseShrinkable remade(
            CaseLayout layout, Shrinkable<Object> changedAttribute, List<Tensor> values, int droppedIndex) {
        Case remade = Case.of(
                        current.spec(),
                        layout,
                        changedAttribute.value(),
                        inDomain(layout, changedAttribute.value(), values))
                .amid(current.surroundings());
        return new CaseShrinkable(
                remade.couldBeMade()
                        ? remade.withUpstream(SmallerTensors.fit(
                                current.upstream(), remade.op().shape(), droppedIndex))
                        : remade,
                draw,
                changedAttribute,
                attributeSeed);
    }

    /** Brings indices into range, and maps dependent elements onto their domain. */
    private List<Tensor> inDomain(CaseLayout layout, Object changedAttribute, List<Tensor> values) {
        List<Tensor> inDomain = new ArrayList<>();
        for (int input = 0; input < values.size(); input++) {
            Domain domain = current.spec().inputs().get(input).domain(changedAttribute);
            Tensor value = values.get(input);
            inDomain.add(
                    domain.isIntegers()
                            ? value.map(index -> domain.nearestInteger(index, layout))
                            : domain.constraint().onto(value));
        }
        return inDomain;
    }

    private Stream<CaseShrinkable> withSimplerAttribute() {
        return attribute
                .shrink()
                .map(simpler -> remade(current.layout(), simpler, current.values(), 0))
                .filter(smaller -> smaller.current.couldBeMade() && isLegal(smaller.current));
    }

    // Numbers

    private Stream<CaseShrinkable> withSimplerValues() {
        return IntStream.range(0, current.values().size())
                .boxed()
                .flatMap(input -> simpler(input).map(value -> with(current.withValue(input, value))));
    }

    private Stream<Tensor> simpler(int input) {
        Tensor value = current.values().get(input);
        Domain domain = current.domain(input);
        Stream<Tensor> all = domain.constraint().isNone()
                ? simpler(value, (position, x) -> isAllowed(input, position, x))
                : domain.constraint()
                        .simpler(value)
                        .filter(simpler -> domain.contains(simpler) && (!draw.isSmooth() || isSmooth(input, simpler)));
        return all.filter(simpler -> !mustDiffer(input) || hasNoTies(simpler));
    }

    /** Whether no two elements of an input may become equal, which several that change together could. */
    private boolean mustDiffer(int input) {
        return draw.isSmooth() && current.spec().areApart(input, input, current.attribute());
    }

    private static boolean hasNoTies(Tensor value) {
        return Arrays.stream(value.toArray()).distinct().count()
                == value.shape().elements();
    }

    /** Whether a whole tensor is on the same side of all kinks as the present one. */
    private boolean isSmooth(int input, Tensor other) {
        double[] here = current.values().get(input).toArray();
        double[] there = other.toArray();
        Domain domain = current.domain(input);
        return domain.constraint().isOnTheSameSide(current.values().get(input), other)
                && IntStream.range(0, here.length)
                        .filter(i -> here[i] != there[i])
                        .allMatch(i -> draw.allows(there[i], domain.smoothAround(here[i])));
    }

    private Stream<CaseShrinkable> withSimplerUpstream() {
        return simpler(current.upstream(), (position, x) -> true).map(value -> with(current.withUpstream(value)));
    }

    private CaseShrinkable with(Case changed) {
        return new CaseShrinkable(changed, draw, attribute, attributeSeed);
    }

    /** Whether an element may take another value: within its domain, and on its own side of every kink. */
    private boolean isAllowed(int input, int position, double x) {
        Domain domain = current.domain(input);
        if (domain.isIntegers()) {
            return domain.nearestInteger(x, current.layout()) == x;
        }
        return domain.contains(x) && (!draw.isSmooth() || draw.allows(x, current.smoothAround(input, position)));
    }

    /** Whether an element may take a value. */
    @FunctionalInterface
    private interface Allowed {
        boolean test(int position, double x);
    }

    /** Sets all elements, or all of a part, to 1, or simplifies one of them. */
    private static Stream<Tensor> simpler(Tensor tensor, Allowed allowed) {
        double[] values = tensor.toArray();
        return Stream.concat(
                parts(values.length).flatMap(part -> withOnes(tensor, part[0], part[1], allowed)),
                IntStream.range(0, values.length <= LONGEST ? values.length : 0)
                        .boxed()
                        .flatMap(position -> Simpler.than(values[position])
                                .filter(x -> allowed.test(position, x))
                                .mapToObj(x -> Tensor.generate(tensor.shape(), i -> i == position ? x : values[i]))));
    }

    /** The whole range and, if it is long, its halves, quarters and so on, each from its first to its last index. */
    private static Stream<int[]> parts(int count) {
        Stream<int[]> smaller = Stream.iterate(
                        count / 2, size -> size >= Math.max(LONG / 2, count / LONGEST), size -> size / 2)
                .flatMap(size -> IntStream.range(0, (count + size - 1) / size).mapToObj(part ->
                        new int[] {part * size, Math.min(count, (part + 1) * size)}));
        return Stream.concat(Stream.of(new int[] {0, count}), smaller);
    }

    private static Stream<Tensor> withOnes(Tensor tensor, int from, int to, Allowed allowed) {
        double[] values = tensor.toArray();
        boolean changes = IntStream.range(from, to).anyMatch(position -> values[position] != 1);
        boolean ones = IntStream.range(from, to).allMatch(position -> allowed.test(position, 1));
        return changes && ones
                ? Stream.of(Tensor.generate(tensor.shape(), i -> from <= i && i < to ? 1 : values[i]))
                : Stream.empty();
    }

    /** Moves equal elements of all inputs together if ties are allowed, because moving one would lose the tie. */
    private Stream<CaseShrinkable> withSimplerTies() {
        if (draw.isSmooth()) {
            return Stream.empty();
        }
        return current.values().stream()
                .flatMapToDouble(value -> Arrays.stream(value.toArray()))
                .distinct()
                .boxed()
                .flatMap(tie ->
                        Simpler.than(tie).filter(x -> isAllowedForAll(tie, x)).mapToObj(x -> with(withEqual(tie, x))))
                .filter(smaller -> isLegal(smaller.current));
    }

    private boolean isAllowedForAll(double tie, double x) {
        return IntStream.range(0, current.values().size())
                .allMatch(input -> Arrays.stream(current.values().get(input).toArray())
                        .noneMatch(element -> element == tie && !isAllowed(input, 0, x)));
    }

    private Case withEqual(double tie, double x) {
        Case changed = current;
        for (int input = 0; input < current.values().size(); input++) {
            changed =
                    changed.withValue(input, current.values().get(input).map(element -> element == tie ? x : element));
        }
        return changed;
    }
}
