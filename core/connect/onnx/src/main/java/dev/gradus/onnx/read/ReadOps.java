package dev.gradus.onnx.read;

import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The operators of ONNX that are read, by their names. */
final class ReadOps {
    private final Map<String, Row> byName = new HashMap<>();

    /** The signatures of the operators that were met, by their lines. */
    private static final Map<String, Signature> SIGNATURES = new ConcurrentHashMap<>();

    /** An operator: its {@link Signature}'s line, and what it makes. */
    record Row(String line, Reading reading) {
        Signature signature() {
            return SIGNATURES.computeIfAbsent(line, Signature::new);
        }
    }

    /** Makes the results of an operator. */
    @FunctionalInterface
    interface Reading {
        List<Value> read(Call call);
    }

    private static final ReadOps ALL = new ReadOps();

    private ReadOps() {
        ReadElementwise.addTo(this);
        ReadShapes.addTo(this);
        ReadReductions.addTo(this);
        ReadLayers.addTo(this);
        ReadLosses.addTo(this);
        ReadControl.addTo(this);
        ReadResampling.addTo(this);
        ReadQuantized.addTo(this);
        ReadRecurrent.addTo(this);
        ReadSignals.addTo(this);
        ReadKnown.addTo(this);
    }

    static Optional<Row> find(OnnxNode node) {
        return node.domain().isEmpty() ? Optional.ofNullable(ALL.byName.get(node.opType())) : Optional.empty();
    }

    /** The names of all operators that are read, in their order. */
    static List<String> names() {
        return ALL.byName.keySet().stream().sorted().toList();
    }

    void put(String signature, Reading reading) {
        byName.put(Signature.name(signature), new Row(signature, reading));
    }

    /** An operator whose result has the type of the first operand. */
    void one(String signature, Function<Call, Node> reading) {
        put(signature, call -> List.of(call.result(reading.apply(call))));
    }

    /** An operator whose result has this type. */
    void one(String signature, ElementType type, Function<Call, Node> reading) {
        put(signature, call -> List.of(new Value(reading.apply(call), type)));
    }

    void unary(String signature, Function<Node, Node> function) {
        one(signature, call -> function.apply(call.in(0)));
    }

    void binary(String signature, BiFunction<Node, Node, Node> function) {
        one(signature, call -> function.apply(call.in(0), call.second()));
    }
}
