package dev.gradus.testkit;

import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A case and the smaller cases next to it: an index of an axis dropped in all tensors at once, an optional axis dropped,
 * a simpler attribute, a number moved towards ±1.
 *
 * <p>Where a law keeps to smooth parts of the domain, so does shrinking: no number crosses a kink, a tie or an edge. A
 * wrong mask of a ReLU, say, shows at every negative number; shrunk to the kink at 0 it would not be seen any more.
 */
final class CaseShrinkable implements Shrinkable<OpCase> {
    /** How many attributes are tried where the old one may not fit the smaller shapes. */
    private static final int ATTRIBUTES = 8;

    private final OpCase current;
    private final Draw draw;
    private final Shrinkable<Object> attribute;
    private final long attributeSeed;

    CaseShrinkable(OpCase current, Draw draw, Shrinkable<Object> attribute, long attributeSeed) {
        this.current = current;
        this.draw = draw;
        this.attribute = attribute;
        this.attributeSeed = attributeSeed;
    }

    @Override
    public OpCase value() {
        return current;
    }

    @Override
    public Stream<Shrinkable<OpCase>> shrink() {
        ShrinkingDistance distance = distance();
        return Stream.of(
                        withFewerNeighbours(),
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
        Layout layout = current.layout();
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

    private Stream<CaseShrinkable> withFewerNeighbours() {
        return current.surroundings().simpler().map(recipe -> with(current.amid(recipe)));
    }

    // Shapes

    private Stream<CaseShrinkable> withFewerElements() {
        Layout layout = current.layout();
        return layout.symbols().stream()
                .filter(symbol ->
                        layout.size(symbol) > current.spec().sizes(symbol).smallest())
                .flatMap(symbol ->
                        IntStream.range(0, layout.size(symbol)).boxed().flatMap(index -> withoutIndex(symbol, index)));
    }

    private Stream<CaseShrinkable> withoutIndex(String symbol, int index) {
        Layout layout = current.layout().with(symbol, current.layout().size(symbol) - 1);
        List<Tensor> values = new ArrayList<>();
        for (int input = 0; input < layout.inputs(); input++) {
            values.add(SmallerTensors.drop(
                    current.values().get(input),
                    current.layout().axes(input).stream().map(symbol::equals).toList(),
                    index));
        }
        return remade(layout, values, index);
    }

    /** Without an optional axis, and without leading axes of size 1 of broadcast inputs. */
    private Stream<CaseShrinkable> withFewerAxes() {
        Layout layout = current.layout();
        List<Integer> leadByOne = IntStream.range(0, layout.inputs())
                .filter(input -> current.spec().inputs().get(input).dims().isBroadcastable())
                .filter(input ->
                        layout.shape(input).rank() > 0 && layout.shape(input).size(0) == 1)
                .boxed()
                .toList();
        Stream<Layout> withoutSymbol =
                layout.symbols().stream().filter(Layouts::isAnonymous).map(layout::without);
        Stream<Layout> withoutLeading = Stream.concat(
                        Stream.of(leadByOne), leadByOne.stream().map(List::of))
                .map(inputs -> layout.withoutLeadingAxes(inputs));
        return Stream.concat(withoutSymbol, withoutLeading).flatMap(this::reshaped);
    }

    private Stream<CaseShrinkable> reshaped(Layout layout) {
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
    private Stream<CaseShrinkable> remade(Layout layout, List<Tensor> values, int droppedIndex) {
        Shrinkable<Object> redrawn = CaseGenerator.attribute(current.spec(), layout, attributeSeed);
        return Stream.concat(Stream.of(attribute, redrawn), redrawn.shrink())
                .limit(ATTRIBUTES)
                .map(candidate -> remade(layout, candidate, values, droppedIndex))
                .filter(smaller -> smaller.current.couldBeMade() || !current.couldBeMade())
                .filter(smaller -> isLegal(smaller.current));
    }

    /** Whether tensors whose elements depend on each other are still in their domain, and with room where that matters. */
    private boolean isLegal(OpCase smaller) {
        return IntStream.range(0, smaller.values().size())
                .filter(input -> !smaller.domain(input).constraint().isNone())
                .allMatch(
                        input -> smaller.domain(input).contains(smaller.values().get(input))
                                && smaller.domain(input)
                                        .constraint()
                                        .hasRoomLike(
                                                smaller.values().get(input),
                                                current.values().get(input)));
    }

    private CaseShrinkable remade(
            Layout layout, Shrinkable<Object> changedAttribute, List<Tensor> values, int droppedIndex) {
        OpCase remade = OpCase.of(
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

    /** With indices in range, and dependent elements brought to their domain. */
    private List<Tensor> inDomain(Layout layout, Object changedAttribute, List<Tensor> values) {
        List<Tensor> inDomain = new ArrayList<>();
        for (int input = 0; input < values.size(); input++) {
            Values domain = current.spec().inputs().get(input).values(changedAttribute);
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
        Values domain = current.domain(input);
        return domain.constraint().isNone()
                ? simpler(value, (position, x) -> isAllowed(input, position, x))
                : domain.constraint()
                        .simpler(value)
                        .filter(simpler -> domain.contains(simpler) && (!draw.isSmooth() || isSmooth(input, simpler)));
    }

    /** Whether a whole tensor is on the same side of all kinks as the present one. */
    private boolean isSmooth(int input, Tensor other) {
        double[] here = current.values().get(input).toArray();
        double[] there = other.toArray();
        Values domain = current.domain(input);
        return domain.constraint().isOnTheSameSide(current.values().get(input), other)
                && IntStream.range(0, here.length)
                        .filter(i -> here[i] != there[i])
                        .allMatch(i -> domain.smoothAround(here[i]).containsWithRoom(there[i]));
    }

    private Stream<CaseShrinkable> withSimplerUpstream() {
        return simpler(current.upstream(), (position, x) -> true).map(value -> with(current.withUpstream(value)));
    }

    private CaseShrinkable with(OpCase changed) {
        return new CaseShrinkable(changed, draw, attribute, attributeSeed);
    }

    /** Whether an element may take another value: within its domain, and on its own side of every kink. */
    private boolean isAllowed(int input, int position, double x) {
        Values domain = current.domain(input);
        if (domain.isIntegers()) {
            return domain.nearestInteger(x, current.layout()) == x;
        }
        return domain.contains(x)
                && (!draw.isSmooth() || current.smoothAround(input, position).containsWithRoom(x));
    }

    /** Whether an element may take a value. */
    @FunctionalInterface
    private interface Allowed {
        boolean test(int position, double x);
    }

    /** All elements 1, or one of them simpler. */
    private static Stream<Tensor> simpler(Tensor tensor, Allowed allowed) {
        double[] values = tensor.toArray();
        boolean ones = IntStream.range(0, values.length).allMatch(position -> allowed.test(position, 1));
        return Stream.concat(
                ones ? Stream.of(Tensor.ones(tensor.shape())) : Stream.empty(),
                IntStream.range(0, values.length)
                        .boxed()
                        .flatMap(position -> Simpler.than(values[position])
                                .filter(x -> allowed.test(position, x))
                                .mapToObj(x -> Tensor.generate(tensor.shape(), i -> i == position ? x : values[i]))));
    }

    /** Where ties are allowed, equal elements of all inputs move together: one by one the tie would be lost. */
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

    private OpCase withEqual(double tie, double x) {
        OpCase changed = current;
        for (int input = 0; input < current.values().size(); input++) {
            changed =
                    changed.withValue(input, current.values().get(input).map(element -> element == tie ? x : element));
        }
        return changed;
    }
}
