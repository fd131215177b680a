package dev.gradus.onnx.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Writes a model in the format that onnx.proto describes, with its numbers for the fields. */
public final class ModelWriter {
    /** The first version of the format that opset 18 belongs to. */
    private static final int IR_VERSION = 8;

    private ModelWriter() {}

    /** Returns the bytes of the file. */
    public static byte[] bytes(OnnxFile file) {
        ProtoWriter model =
                new ProtoWriter().integer(1, IR_VERSION).text(2, "gradus").message(7, graph(file));
        file.opsets()
                .forEach((domain, version) ->
                        model.message(8, new ProtoWriter().text(1, domain).integer(2, version)));
        return model.toByteArray();
    }

    private static ProtoWriter graph(OnnxFile file) {
        ProtoWriter graph = new ProtoWriter();
        file.nodes().forEach(node -> graph.message(1, node(node)));
        graph.text(2, "gradus");
        file.initializers().forEach(tensor -> graph.message(5, tensor(tensor)));
        file.inputs().forEach(input -> graph.message(11, valueInfo(input)));
        file.outputs().forEach(output -> graph.message(12, valueInfo(output)));
        return graph;
    }

    private static ProtoWriter node(OnnxNode node) {
        ProtoWriter message = new ProtoWriter();
        node.inputs().forEach(input -> message.text(1, input));
        node.outputs().forEach(output -> message.text(2, output));
        message.text(3, node.name()).text(4, node.opType());
        if (!node.domain().isEmpty()) {
            message.text(7, node.domain());
        }
        node.attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> message.message(5, attribute(entry.getKey(), entry.getValue())));
        return message;
    }

    private static ProtoWriter attribute(String name, Object value) {
        ProtoWriter message = new ProtoWriter().text(1, name);
        if (value instanceof Float number) {
            return message.number(2, number).integer(20, 1);
        } else if (value instanceof Long integer) {
            return message.integer(3, integer).integer(20, 2);
        } else if (value instanceof String text) {
            return message.text(4, text).integer(20, 3);
        } else if (value instanceof TensorData tensor) {
            return message.message(5, tensor(tensor)).integer(20, 4);
        } else if (value instanceof OnnxFile body) {
            return message.message(6, graph(body)).integer(20, 5);
        }
        boolean areTexts = ((List<?>) value).stream().anyMatch(String.class::isInstance);
        for (Object each : (List<?>) value) {
            if (each instanceof String text) {
                message.text(9, text);
            } else {
                message.integer(8, (Long) each);
            }
        }
        return message.integer(20, areTexts ? 8 : 7);
    }

    private static ProtoWriter tensor(TensorData tensor) {
        ProtoWriter message = new ProtoWriter();
        for (int size : tensor.value().shape().sizes()) {
            message.integer(1, size);
        }
        message.integer(2, tensor.type().code());
        if (!tensor.name().isEmpty()) {
            message.text(8, tensor.name());
        }
        return message.bytes(9, raw(tensor));
    }

    private static byte[] raw(TensorData tensor) {
        double[] values = tensor.value().toArray();
        long bytes = (long) values.length * tensor.type().bytes();
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new Refusal("'" + tensor.name() + "' " + tensor.value().shape() + " takes " + bytes
                    + " bytes; an ONNX file holds no more than 2 GB");
        }
        ByteBuffer raw = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            tensor.type().write(value, raw);
        }
        return raw.array();
    }

    private static ProtoWriter valueInfo(ValueInfo info) {
        ProtoWriter type =
                new ProtoWriter().integer(1, info.type().orElseThrow().code());
        info.dimensions().ifPresent(dimensions -> type.message(2, shape(dimensions)));
        return new ProtoWriter().text(1, info.name()).message(2, new ProtoWriter().message(1, type));
    }

    private static ProtoWriter shape(List<ValueInfo.Dimension> dimensions) {
        ProtoWriter shape = new ProtoWriter();
        for (ValueInfo.Dimension dimension : dimensions) {
            ProtoWriter message = new ProtoWriter();
            if (dimension.isOpen()) {
                message.text(2, dimension.parameter());
            } else {
                message.integer(1, dimension.size());
            }
            if (!dimension.denotation().isEmpty()) {
                message.text(3, dimension.denotation());
            }
            shape.message(1, message);
        }
        return shape;
    }
}
