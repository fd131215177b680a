package dev.gradus.playground.show;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Program.Kind;
import dev.gradus.playground.language.Program.Named;
import dev.gradus.playground.language.Program.Weight;
import dev.gradus.playground.language.Remedy;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.language.Span;
import dev.gradus.playground.training.Watch;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the lines define, as a page shows it: sizes and values next to the lines, the graph, the error. */
public final class Listing {
    private final Program program;
    private final Evaluated evaluated;
    private final DataSet data;
    private final DataSet all;
    private final Optional<String> hidden;
    private final Lines lines;

    /** @param data the rows of one iteration
     * @param all all rows
     * @param hidden a name whose size is not shown */
    public Listing(Program program, Evaluated evaluated, DataSet data, DataSet all, Optional<String> hidden) {
        this.program = program;
        this.evaluated = evaluated;
        this.data = data;
        this.all = all;
        this.hidden = hidden;
        this.lines = new Lines(program.text());
    }

    /** What the page shows, for JSON. */
    public Map<String, Object> object() {
        boolean isRight = evaluated.problem().isEmpty();
        return Json.object(
                "ok", isRight,
                "program", program.text(),
                "lines", lines(),
                "aside", aside(),
                "error", evaluated.problem().map(this::error),
                "graph", Json.object("nodes", nodes(), "objective", objective(), "outputs", evaluated.outputs()),
                "learned",
                        learned().stream()
                                .mapToInt(parameter -> parameter.shape().elements())
                                .sum(),
                "unused", unused(),
                "ops", evaluated.nodes().stream().filter(Op.class::isInstance).count(),
                "subtitle", subtitle(),
                "data", data());
    }

    /** The lines that were not read, and a sentence that says what they do; empty if all were. */
    private Optional<Object> aside() {
        return program.asideSentence()
                .map(sentence -> Json.object(
                        "sentence",
                        sentence + " The page does this itself.",
                        "lines",
                        program.asides().stream()
                                .map(aside ->
                                        lines.position(aside.span().from()).line())
                                .distinct()
                                .toList()));
    }

    private int objective() {
        return program.objective().map(evaluated::id).orElse(-1);
    }

    /** The weights that the loss depends on; all of them while there is no loss. */
    private List<Parameter> learned() {
        return program.objective()
                .map(objective -> Graph.of(objective).parameters())
                .orElse(program.weights().stream().map(Weight::parameter).toList());
    }

    private List<String> unused() {
        List<Parameter> learned = learned();
        return program.weights().stream()
                .map(Weight::parameter)
                .filter(parameter -> !learned.contains(parameter))
                .map(Parameter::label)
                .toList();
    }

    private String subtitle() {
        long layers = evaluated.nodes().stream()
                .filter(node -> node instanceof Op op && op.notation().symbol().equals("@"))
                .filter(node -> node.inputs().stream().anyMatch(Parameter.class::isInstance))
                .count();
        String what = switch ((int) layers) {
            case 0 -> "an expression";
            case 1 -> "one layer";
            case 2 -> "two layers";
            case 3 -> "three layers";
            default -> layers + " layers";
        };
        return data.tensors().isEmpty() ? what : what + " on " + data.title();
    }

    private Map<String, Object> data() {
        return Json.object(
                "name", data.source(),
                "title", data.title(),
                "seed", data.seed(),
                "changed", data.isChanged(),
                "rows", all.rows(),
                "classes", all.isPlane() ? all.classes() : 0,
                "columns", data.columns(),
                "plane", all.isPlane(),
                "fit", all.isFit(),
                "tensors",
                        data.tensors().entrySet().stream()
                                .map(one -> Json.object(
                                        "name", one.getKey(),
                                        "shape", one.getValue().shape().sizes(),
                                        "size", Sizes.of(one.getValue().shape())))
                                .toList());
    }

    private List<Object> lines() {
        Map<Integer, List<Object>> byLine = new LinkedHashMap<>();
        for (Named named : evaluated.names()) {
            byLine.computeIfAbsent(lines.position(named.span().from()).line(), line -> new ArrayList<>())
                    .add(name(named));
        }
        List<Object> listed = new ArrayList<>();
        byLine.forEach((line, names) -> listed.add(Json.object("line", line, "names", names)));
        return listed;
    }

    private Map<String, Object> name(Named named) {
        boolean isHidden = hidden.filter(named.name()::equals).isPresent();
        return Json.object(
                "name", named.name(),
                "kind", named.kind().name().toLowerCase(Locale.ROOT),
                "size", isHidden ? "?" : named.size(),
                "value",
                        named.node()
                                .filter(node -> node.shape().elements() == 1 && named.kind() != Kind.RULE)
                                .flatMap(evaluated::value)
                                .map(Tensor::toArray)
                                .map(values -> values[0]),
                "node", named.node().map(evaluated::id).orElse(-1));
    }

    private List<Object> nodes() {
        Set<Node> learning = program.objective()
                .map(objective -> Watch.learning(Graph.of(objective)))
                .orElse(Set.of());
        List<Object> nodes = new ArrayList<>();
        evaluated.nodes().forEach(node -> nodes.add(node(node, learning.contains(node))));
        evaluated.problem().filter(wrong -> !wrong.operands().isEmpty()).ifPresent(wrong -> nodes.add(missing(wrong)));
        return nodes;
    }

    private Map<String, Object> node(Node node, boolean learns) {
        Optional<Op> op = node instanceof Op one ? Optional.of(one) : Optional.empty();
        Map<String, Object> object = Json.object(
                "id", evaluated.id(node),
                "kind", kind(node),
                "name", node.label(),
                "text", node.expression(),
                "op", op.map(Op::name),
                "sign", op.map(one -> one.notation().symbol()),
                "inputs", node.inputs().stream().map(evaluated::id).toList(),
                "shape", node.shape().sizes(),
                "axes", axes(node.shape()),
                "size", hidden.filter(node.label()::equals).isPresent() ? "?" : Sizes.of(node.shape()),
                "need", learns);
        Optional.ofNullable(program.spans().get(node)).ifPresent(span -> object.putAll(position(span)));
        return object;
    }

    private static String kind(Node node) {
        return node instanceof Input
                ? "input"
                : node instanceof Parameter ? "parameter" : node instanceof Constant ? "constant" : "op";
    }

    private static List<String> axes(Shape shape) {
        List<String> names = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            names.add(shape.name(axis));
        }
        return names;
    }

    /** The op that could not be created, which the picture shows as a ring. */
    private Map<String, Object> missing(Problem wrong) {
        Map<String, Object> object = Json.object(
                "id",
                evaluated.nodes().size(),
                "kind",
                "missing",
                "name",
                "",
                "sign",
                wrong.sign(),
                "inputs",
                wrong.operands().stream().map(evaluated::id).toList(),
                "need",
                false);
        object.putAll(position(wrong.span()));
        return object;
    }

    private Map<String, Object> position(Span span) {
        Position from = lines.position(span.from());
        return Json.object("line", from.line(), "column", from.column(), "length", length(span));
    }

    /** The length of a span within its first line. */
    private int length(Span span) {
        int end = program.text().indexOf('\n', span.from());
        int last = end < 0 ? program.text().length() : end;
        return Math.max(0, Math.min(span.to(), last) - span.from());
    }

    private Map<String, Object> error(Problem wrong) {
        Map<String, Object> object = position(wrong.span());
        object.putAll(Json.object(
                "at", lines.position(wrong.point().from()).column(),
                "head", wrong.head(),
                "message", wrong.sentence(),
                "detail",
                        wrong.detail().stream()
                                .map(piece -> (Object) List.of(piece.text(), piece.clashes()))
                                .toList(),
                "node", wrong.operands().isEmpty() ? -1 : evaluated.nodes().size(),
                "remedies", wrong.remedies().stream().map(this::remedy).toList()));
        return object;
    }

    private Map<String, Object> remedy(Remedy remedy) {
        List<Object> edits = new ArrayList<>();
        for (Remedy.Edit edit : remedy.edits()) {
            Map<String, Object> object = position(edit.where());
            object.put("length", edit.where().to() - edit.where().from());
            object.put("text", edit.text());
            edits.add(object);
        }
        return Json.object("label", remedy.label(), "edits", edits, "program", remedy.mend(program.text()));
    }
}
