package dev.gradus.explorer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JavaScript modules as one script: each module follows the modules that it imports, in the order in which a browser evaluates
 * them, without its imports and exports. All modules then share one scope, so no two of them may declare the same name.
 *
 * <p>A module may contain {@code import { a, b } from './other.js';}, {@code import './other.js';} and {@code export} before a
 * declaration. {@code './other.js'} is in the module's own folder, and any other name is complete, such as
 * {@code explorer/format.js}.
 */
final class Bundle {
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:\\{[^}]*\\} from )?'([^']+)';\n", Pattern.MULTILINE);

    private static final Pattern EXPORT =
            Pattern.compile("^export (?=(?:const|let|function\\*?|async function) )", Pattern.MULTILINE);

    private static final Pattern OTHER_SYNTAX = Pattern.compile("^(?:import|export)\\b.*", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("^(?:const|let|(?:async )?function\\*?) (\\w+)", Pattern.MULTILINE);

    private final UnaryOperator<String> source;
    private final Set<String> visited = new HashSet<>();
    private final Map<String, String> moduleOf = new LinkedHashMap<>();
    private final StringBuilder script = new StringBuilder();

    private Bundle(UnaryOperator<String> source) {
        this.source = source;
    }

    /**
     * The script of these modules and all that they import.
     *
     * @param source the text of the module with a given name
     * @throws IllegalArgumentException if a module has other module syntax, or two modules declare the same name
     */
    static String of(List<String> modules, UnaryOperator<String> source) {
        Bundle bundle = new Bundle(source);
        modules.forEach(bundle::add);
        return bundle.script.toString();
    }

    private void add(String module) {
        if (!visited.add(module)) {
            return;
        }
        String text = source.apply(module);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            add(resolved(imports.group(1), module));
        }
        String body = EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll("");
        Matcher other = OTHER_SYNTAX.matcher(body);
        if (other.find()) {
            throw new IllegalArgumentException(module + ": a bundle cannot contain '" + other.group()
                    + "'; import names in braces, and export declarations");
        }
        Matcher names = NAME.matcher(body);
        while (names.find()) {
            String before = moduleOf.put(names.group(1), module);
            if (before != null) {
                throw new IllegalArgumentException(
                        before + " and " + module + " both declare " + names.group(1) + "; rename one");
            }
        }
        script.append(body).append('\n');
    }

    private static String resolved(String name, String from) {
        return name.startsWith("./") ? from.substring(0, from.lastIndexOf('/') + 1) + name.substring(2) : name;
    }
}
