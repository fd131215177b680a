package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Sin;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Null as any argument of the kit's public API is refused at once by an exception that says which. */
class NullArgumentsTest {
    private static final OpSpec SPEC = OpSpec.unary(Sin::new);
    private static final Drawing.Made<Integer> DRAWN =
            OpSpec.drawing(layout -> Arbitraries.just(1)).unary((x, drawn) -> new Sin(x));

    private static final Map<String, ThrowingCallable> CALLS = Map.ofEntries(
            Map.entry("unary: op", () -> OpSpec.unary(null)),
            Map.entry("binary: op", () -> OpSpec.binary(null)),
            Map.entry("nary: op", () -> OpSpec.nary(null)),
            Map.entry("drawing: attributes", () -> OpSpec.drawing(null)),
            Map.entry(
                    "drawing unary: op",
                    () -> OpSpec.drawing(layout -> Arbitraries.just(1)).unary((BiFunction) null)),
            Map.entry(
                    "drawing nary: op",
                    () -> OpSpec.drawing(layout -> Arbitraries.just(1)).nary((BiFunction) null)),
            Map.entry("input: name", () -> SPEC.input(null, Dims.anyShape(), Values.any())),
            Map.entry("input: dims", () -> SPEC.input("x", null, Values.any())),
            Map.entry("input: values", () -> SPEC.input("x", Dims.anyShape(), (Values) null)),
            Map.entry(
                    "input by attribute: values",
                    () -> DRAWN.input("x", Dims.anyShape(), (Function<Object, Values>) null)),
            Map.entry("indices: name", () -> SPEC.inputWithoutDerivative(null, Dims.anyShape(), Values.any())),
            Map.entry("indices: dims", () -> SPEC.inputWithoutDerivative("x", null, Values.any())),
            Map.entry("indices: values", () -> SPEC.inputWithoutDerivative("x", Dims.anyShape(), null)),
            Map.entry("unary reference: value", () -> SPEC.reference((DoubleUnaryOperator) null)),
            Map.entry("binary reference: value", () -> SPEC.reference((DoubleBinaryOperator) null)),
            Map.entry("tensor reference: value", () -> SPEC.referenceTensor((Function) null)),
            Map.entry("drawn reference: value", () -> DRAWN.referenceTensor(null)),
            Map.entry("drawn without reference: reason", () -> DRAWN.withoutReference(null)),
            Map.entry("size: symbol", () -> SPEC.size(null, 1, 2)),
            Map.entry("apart: inputs", () -> SPEC.apart((String[]) null)),
            Map.entry("refuses: shapes", () -> SPEC.refuses((Shape[]) null)),
            Map.entry("without: law", () -> SPEC.without(null, "reason")),
            Map.entry("without: reason", () -> SPEC.without(Law.values()[0], null)),
            Map.entry("indicesOf: symbol", () -> Values.indicesOf(null)),
            Map.entry("kinksAt: points", () -> Values.any().kinksAt((double[]) null)),
            Map.entry("except: points", () -> Values.any().except((double[]) null)),
            Map.entry("onto: words", () -> Values.any().onto(null, x -> x)),
            Map.entry("onto: map", () -> Values.any().onto("", null)),
            Map.entry("whereNonzero: words", () -> Values.any().whereNonzero(null, x -> 1)),
            Map.entry("whereNonzero: function", () -> Values.any().whereNonzero("", null)),
            Map.entry("wherePositive: words", () -> Values.any().wherePositive(null, x -> 1)),
            Map.entry("wherePositive: function", () -> Values.any().wherePositive("", null)),
            Map.entry("kinksWhereZero: words", () -> Values.any().kinksWhereZero(null, x -> 1)),
            Map.entry("kinksWhereZero: function", () -> Values.any().kinksWhereZero("", null)),
            Map.entry("dims: axes", () -> Dims.dims((String[]) null)),
            Map.entry("shapes: dims", () -> GradusArbitraries.shapes(null)),
            Map.entry("tensors: domain", () -> GradusArbitraries.tensors(null)),
            Map.entry("tensors of dims: dims", () -> GradusArbitraries.tensors(null, Values.any())),
            Map.entry("tensors of dims: domain", () -> GradusArbitraries.tensors(Dims.anyShape(), null)),
            Map.entry("tuples: dims", () -> GradusArbitraries.tuples(null, Values.any())),
            Map.entry("tuples: domain", () -> GradusArbitraries.tuples(List.of(Dims.anyShape()), null)),
            Map.entry("broadcastable: domain", () -> GradusArbitraries.broadcastable(2, null)),
            Map.entry("run: options", () -> GradusArbitraries.graphs().sample().run(null)));

    @TestFactory
    Stream<DynamicTest> nullIsRefusedByName() {
        return CALLS.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(call.getValue())
                                .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class)
                                .hasMessageNotContaining("Cannot ")
                                .message()
                                .containsPattern("\\b" + call.getKey().split(": ", 2)[1] + "\\b")));
    }
}
