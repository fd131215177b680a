package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    private static final Map<String, BiConsumer<JsonObject, String>> TYPES = Map.ofEntries(
            Map.entry("a number", JsonObject::number),
            Map.entry("an integer of 32 bits", JsonObject::whole),
            Map.entry("the text of an integer of 64 bits", JsonObject::large),
            Map.entry("true or false", JsonObject::flag),
            Map.entry("a text", JsonObject::text),
            Map.entry("one of [SECONDS]", (json, name) -> json.constant(name, Unit.class)),
            Map.entry("an array of numbers", JsonObject::numbers),
            Map.entry("an array of integers", JsonObject::wholes),
            Map.entry("an array of texts", JsonObject::texts),
            Map.entry("an array", JsonObject::list),
            Map.entry("an object", JsonObject::object),
            Map.entry("a shape", JsonObject::shape));

    private enum Unit {
        SECONDS
    }

    @Test
    void eachTypeIsRead() {
        JsonObject json = JsonObject.parse("", """
                {"number":0.5,"nan":"NaN","whole":-3,"large":"1234567890123456789","flag":true,"text":"t","unit":"SECONDS",
                 "numbers":[1,"-Infinity"],"wholes":[2,3],"texts":["a","b"],"objects":[{"n":1},{"n":2}],"none":null,
                 "shape":{"sizes":[2,3],"axes":["row","column"]}}
                """);
        assertThat(json.number("number")).isEqualTo(0.5);
        assertThat(json.number("nan")).isNaN();
        assertThat(json.whole("whole")).isEqualTo(-3);
        assertThat(json.large("large")).isEqualTo(1234567890123456789L);
        assertThat(json.flag("flag")).isTrue();
        assertThat(json.text("text")).isEqualTo("t");
        assertThat(json.constant("unit", TimeUnit.class)).isEqualTo(TimeUnit.SECONDS);
        assertThat(json.numbers("numbers")).containsExactly(1, Double.NEGATIVE_INFINITY);
        assertThat(json.wholes("wholes")).containsExactly(2, 3);
        assertThat(json.texts("texts")).containsExactly("a", "b");
        assertThat(json.objects("objects", "each"))
                .extracting(each -> each.whole("n"))
                .containsExactly(1, 2);
        assertThat(json.shape("shape")).isEqualTo(Shape.of(2, 3).named("row", "column"));
        assertThat(json.shape("wholes")).isEqualTo(Shape.of(2, 3));
        assertThat(json.optional("whole", json::whole, 7)).isEqualTo(-3);
        assertThat(json.optional("other", json::whole, 7)).isEqualTo(7);
        assertThat(JsonObject.parseAll("each", "[{\"n\":1}]").get(0).members()).isEqualTo(Map.of("n", 1.0));
    }

    /** Each value of another type is refused in the same words, and so is a missing one. */
    @Test
    void anotherTypeIsNamed() {
        String json = """
                {"number":0.5,"text":"t","flag":false,"null":null,"list":[[],{},"x",0.5,1e300],"object":{"sizes":[1.5],"axes":[]}}""";
        TYPES.forEach((type, read) -> {
            JsonObject members = JsonObject.parse("the column", json);
            for (String name : List.of("number", "text", "flag", "null", "list", "object")) {
                if (!isOf(type, name)) {
                    refused(
                            members,
                            one -> read.accept(one, name),
                            "the member '" + name + "' of the column must be " + type);
                }
            }
            refused(members, one -> read.accept(one, "x"), "the member 'x' of the column is missing");
        });
        refused(
                JsonObject.parse("", json),
                one -> one.shape("object"),
                "the member 'sizes' of 'object' must be an array of");
    }

    private static boolean isOf(String type, String name) {
        return switch (name) {
            case "number" -> type.equals("a number");
            case "text" -> type.equals("a text");
            case "flag" -> type.equals("true or false");
            case "list" -> type.equals("an array");
            case "object" -> type.equals("an object") || type.equals("a shape");
            default -> false;
        };
    }

    private static void refused(JsonObject json, Consumer<JsonObject> read, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read.accept(json)).withMessageStartingWith(message);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        refused(JsonObject.parse("", "{}"), one -> JsonObject.parse("", "[]"), "the text must be an object");
        refused(JsonObject.parse("", "{}"), one -> JsonObject.of("a node", 1.0), "a node must be an object");
        refused(
                JsonObject.parse("", "{}"),
                one -> JsonObject.parseAll("a node", "{}"),
                "the text must be an array of objects");
        refused(JsonObject.parse("", "{}"), one -> JsonObject.parseAll("a node", "[1]"), "a node must be an object");
    }

    @Test
    void unknownMembersAreRefusedOnDemand() {
        String name = "n".repeat(1000);
        JsonObject json = JsonObject.parse("the column", "{\"a\":1,\"" + name + "\":2}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.requireOnly("a", "b"))
                .withMessage("the member '" + name.substring(0, 60) + "…' of the column is not known");
        json.requireOnly("a", "b", name);
    }
}
