package dev.gradus.testkit.cases;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;

/** What a spec says about an op, as the laws read it. Immutable: each method that changes something returns a copy. */
public final class SpecData {
    /** The usual sizes of an axis: small, because a small case shows a bug as well. */
    public static final Sizes USUAL = new Sizes(0, 4);

    /** The attribute of an op that has none. */
    public static final Object NO_ATTRIBUTE = new Object();

    private final Build build;
    private final Function<CaseLayout, ? extends Arbitrary<?>> attributes;
    private final List<InputSpec> inputs = new ArrayList<>();
    private final Map<String, Sizes> sizes = new HashMap<>();
    private final List<List<String>> apart = new ArrayList<>();
    private final List<List<Shape>> refused = new ArrayList<>();
    private final Map<String, String> excuses = new HashMap<>();
    private final List<OwnLaw> own = new ArrayList<>();
    private Optional<String> name = Optional.empty();
    private Precision precision = Precision.FLOAT64;
    private boolean referenceByElement;
    private Kind kind = Kind.OP;
    private Optional<Reference> reference = Optional.empty();
    private Optional<Surrogate> surrogate = Optional.empty();
    private Tolerance tolerance = new Tolerance(Precision.FLOAT64.relative(), Precision.FLOAT64.absolute());

    /** What the op stands for. */
    public enum Kind {
        OP,
        FUNCTION,
        MODEL
    }

    /** Constructs the op from its inputs and the drawn attribute. */
    @FunctionalInterface
    public interface Build {
        Op make(List<Node> inputs, Object attribute);
    }

    /** The value that the op should have. */
    @FunctionalInterface
    public interface Reference {
        Tensor value(List<Tensor> inputs, Object attribute);
    }

    /** What the rule is the gradient of, if that is not ⟨upstream, value⟩. */
    @FunctionalInterface
    public interface Surrogate {
        Node objective(List<Node> inputs, Node upstream, Object attribute);
    }

    /**
     * A law that the spec adds.
     *
     * @param check throws if a case breaks it
     */
    public record OwnLaw(String sentence, Consumer<Case> check) {}

    /** How closely value and reference agree. */
    public record Tolerance(double relative, double absolute) {}

    /** The sizes that an axis may have. */
    public record Sizes(int smallest, int largest) {
        /** Whether the spec sets a largest size, which laws about large tensors respect as well. */
        boolean areBounded() {
            return largest != USUAL.largest;
        }

        public boolean allow(int size) {
            return size >= smallest && (size <= largest || !areBounded());
        }
    }

    public SpecData(Build build, Function<CaseLayout, ? extends Arbitrary<?>> attributes) {
        this.build = build;
        this.attributes = attributes;
    }

    private SpecData changed(Consumer<SpecData> change) {
        SpecData copy = new SpecData(build, attributes);
        copy.inputs.addAll(inputs);
        copy.sizes.putAll(sizes);
        copy.apart.addAll(apart);
        copy.refused.addAll(refused);
        copy.excuses.putAll(excuses);
        copy.own.addAll(own);
        copy.surrogate = surrogate;
        copy.name = name;
        copy.precision = precision;
        copy.referenceByElement = referenceByElement;
        copy.kind = kind;
        copy.reference = reference;
        copy.tolerance = tolerance;
        change.accept(copy);
        return copy;
    }

    public SpecData named(String value) {
        return changed(copy -> copy.name = Optional.of(value));
    }

    public SpecData withInput(InputSpec input) {
        return changed(copy -> copy.inputs.add(input));
    }

    /** With a reference that has one element of each operand to compute from. */
    public SpecData withReferenceByElement(Reference value) {
        return changed(copy -> {
            copy.reference = Optional.of(value);
            copy.referenceByElement = true;
        });
    }

    /** With a reference that may cancel, so that agreement is absolute as well. */
    public SpecData withReference(Reference value) {
        return changed(copy -> {
            copy.reference = Optional.of(value);
            copy.referenceByElement = false;
            copy.tolerance = new Tolerance(1e-12, 1e-12);
        });
    }

    public SpecData withTolerance(Tolerance value) {
        return changed(copy -> copy.tolerance = value);
    }

    public SpecData withSizes(String symbol, Sizes value) {
        return changed(copy -> copy.sizes.put(symbol, value));
    }

    public SpecData withApart(List<String> names) {
        return changed(copy -> copy.apart.add(names));
    }

    public SpecData withRefused(List<Shape> shapes) {
        return changed(copy -> copy.refused.add(shapes));
    }

    public SpecData without(String law, String reason) {
        return changed(copy -> copy.excuses.put(law, reason));
    }

    public SpecData withOwn(OwnLaw law) {
        return changed(copy -> copy.own.add(law));
    }

    public List<OwnLaw> own() {
        return Collections.unmodifiableList(own);
    }

    public SpecData withSurrogate(Surrogate value) {
        return changed(copy -> copy.surrogate = Optional.of(value));
    }

    public Optional<Surrogate> surrogate() {
        return surrogate;
    }

    public SpecData computedIn(Precision value) {
        return changed(copy -> {
            copy.precision = value;
            copy.tolerance = new Tolerance(value.relative(), value.absolute());
        });
    }

    public SpecData of(Kind value) {
        return changed(copy -> copy.kind = value);
    }

    /** Whether the op stands for a function with derivatives written by hand. */
    public boolean isFunction() {
        return kind == Kind.FUNCTION;
    }

    /** Whether the op is a {@link ModelOp}. */
    public boolean isModel() {
        return kind == Kind.MODEL;
    }

    /** What the op rounds its inputs and results to. */
    public Precision precision() {
        return precision;
    }

    /** Whether the op has fewer digits than float64, which the reference has. */
    public boolean isCoarse() {
        return precision != Precision.FLOAT64;
    }

    /** The name of the op in reports, if it is not that of its class. */
    public Optional<String> name() {
        return name;
    }

    public List<InputSpec> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    public Op make(List<Node> nodes, Object attribute) {
        Deadline.check();
        return build.make(nodes, attribute);
    }

    public Arbitrary<?> attributes(CaseLayout layout) {
        return attributes.apply(layout);
    }

    public Optional<Reference> reference() {
        return reference;
    }

    /** Whether the reference has one element of each operand to compute from, and so nothing to add up. */
    public boolean isReferenceByElement() {
        return referenceByElement;
    }

    public Tolerance tolerance() {
        return tolerance;
    }

    public Sizes sizes(String symbol) {
        return sizes.getOrDefault(CaseLayout.isAnonymous(symbol) ? CaseLayout.ANY : symbol, USUAL);
    }

    public List<List<Shape>> refused() {
        return Collections.unmodifiableList(refused);
    }

    /** The reason that the spec gives for leaving out the law of this name, if it does. */
    public Optional<String> excuse(String law) {
        return Optional.ofNullable(excuses.get(law));
    }

    /** Whether no two elements of these inputs may be equal where the op is smooth. */
    public boolean areApart(int first, int second, Object attribute) {
        return first == second && inputs.get(first).domain(attribute).isDistinct() || isInGroupWith(first, second);
    }

    private boolean isInGroupWith(int first, int second) {
        String a = inputs.get(first).name();
        String b = inputs.get(second).name();
        return apart.stream().anyMatch(group -> group.contains(a) && group.contains(b));
    }

    /** Whether there are, or may be, points in the domain where the op is not smooth. */
    public boolean hasKinks() {
        return !apart.isEmpty()
                || inputs.stream()
                        .map(InputSpec::always)
                        .anyMatch(always -> always.map(domain -> domain.hasKinks() || domain.isDistinct())
                                .orElse(true));
    }
}
