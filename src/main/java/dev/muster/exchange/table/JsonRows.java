package dev.muster.exchange.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.muster.platform.Problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array of rows, or an object with such an array under {@code items}. A row is an object (objects in it are
 * flattened: {@code name.zh}), or an array of {@code {"key","value"}} pairs. A value that is null keeps its name and the
 * text {@code null}, so that "not stated" stays apart from "not there".
 */
final class JsonRows implements SourceRows {

    private static final int MAX_NESTING = 20;

    private final JsonParser parser;
    private final ObjectMapper mapper;
    private final Layout layout;
    private final FileLimits limits;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Deque<SourceRow> ready = new ArrayDeque<>();
    private long element;
    private int rows;

    private JsonRows(JsonParser parser, ObjectMapper mapper, Layout layout, FileLimits limits) {
        this.parser = parser;
        this.mapper = mapper;
        this.layout = layout;
        this.limits = limits;
    }

    static JsonRows open(Path file, Layout layout, FileLimits limits) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNumberLength(100)
                        .build())
                .build();
        ObjectMapper mapper = new ObjectMapper(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        JsonRows json = new JsonRows(factory.createParser(Encoding.open(file)), mapper, layout, limits);
        try {
            json.toArray();
            return json;
        } catch (JsonProcessingException e) {
            json.close();
            throw malformed(e);
        } catch (UnreadableFile e) {
            json.close();
            throw e;
        }
    }

    private void toArray() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                first = parser.nextToken();
                if (name.equals("items") && first == JsonToken.START_ARRAY) {
                    return;
                }
                parser.skipChildren();
            }
        }
        if (first != JsonToken.START_ARRAY) {
            throw UnreadableFile.because("json-no-array");
        }
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns);
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty()) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.END_ARRAY) {
                    checkRest();
                    return false;
                }
                if (token == null) {
                    return false;
                }
                element++;
                JsonNode node = mapper.readTree(parser);
                read(node);
            }
            return true;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the array must at least be JSON: a file cut off in the middle is damaged. */
    private void checkRest() throws IOException {
        while (parser.nextToken() != null) {
            parser.skipChildren();
        }
    }

    @Override
    public SourceRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.removeFirst();
    }

    private void read(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, ArrayNode> nested = new LinkedHashMap<>();
        Violation misfit = null;
        if (node.isObject()) {
            flatten("", node, texts, nested);
        } else if (isPairs(node)) {
            pairs(node, texts);
        } else {
            texts.put("#1", cut(node.toString()));
            misfit = Violation.of("row", "json-not-a-row");
        }
        if (nested.isEmpty()) {
            emit(texts, misfit);
        } else {
            explode(texts, nested);
        }
    }

    private void explode(Map<String, String> texts, Map<String, ArrayNode> nested) {
        nested.forEach((name, children) -> {
            for (JsonNode child : children) {
                Map<String, String> row = new LinkedHashMap<>(texts);
                if (child.isObject()) {
                    flatten(name + ".", child, row, new LinkedHashMap<>());
                    emit(row, null);
                } else {
                    row.put(name, cut(child.toString()));
                    emit(row, Violation.of(name, "json-not-a-row"));
                }
            }
        });
    }

    private void flatten(String prefix, JsonNode node, Map<String, String> texts, Map<String, ArrayNode> nested) {
        node.properties().forEach(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, texts, nested);
            } else if (value instanceof ArrayNode array && layout.explode().contains(name) && !array.isEmpty()) {
                nested.put(name, array);
            } else {
                texts.put(name, text(value));
            }
        });
    }

    private static boolean isPairs(JsonNode node) {
        return node.isArray()
                && !node.isEmpty()
                && java.util.stream.StreamSupport.stream(node.spliterator(), false)
                        .allMatch(pair -> pair.isNull() || pair.path("key").isTextual());
    }

    private void pairs(JsonNode node, Map<String, String> texts) {
        for (JsonNode pair : node) {
            if (!pair.isNull()) {
                texts.put(pair.path("key").textValue(), text(pair.path("value")));
            }
        }
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "null";
        }
        if (value.isNumber()) {
            return Numbers.plain(value.asText());
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private String cut(String text) {
        return text.length() > limits.cellChars() ? text.substring(0, limits.cellChars()) : text;
    }

    private void emit(Map<String, String> raw, @Nullable Violation misfit) {
        if (++rows > limits.rows()) {
            throw UnreadableFile.because("file-too-many-rows", limits.rows());
        }
        Violation wrong = misfit;
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> text : raw.entrySet()) {
            String name = Titles.printable(cut(text.getKey()));
            if (text.getValue().length() > limits.cellChars()) {
                wrong = Violation.of(name, "cell-too-long", limits.cellChars());
            } else if (Titles.isUnprintable(text.getValue()) || Titles.isUnprintable(text.getKey())) {
                wrong = Violation.of(name, "control-character");
            }
            texts.put(name, Titles.printable(cut(text.getValue())));
        }
        columns.addAll(texts.keySet());
        if (columns.size() > limits.columns()) {
            throw UnreadableFile.because("file-too-many-columns", limits.columns());
        }
        ready.addLast(new SourceRow(element, texts, wrong));
    }

    private static UnreadableFile malformed(JsonProcessingException e) {
        long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return UnreadableFile.because("json-malformed", line);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
