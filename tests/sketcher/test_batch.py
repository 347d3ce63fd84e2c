from infrasketch_desktop.sketcher.batch import predict_description
from infrasketch_desktop.sketcher.lexicon import Lexicon


def test_a_row_becomes_a_prediction_row(lexicon: Lexicon) -> None:
    assert predict_description({"id": "x", "text": "The API uses Postgres."}, lexicon) == {
        "id": "x",
        "nodes": [
            {"id": "api", "type": "api", "label": "API", "technology": ""},
            {"id": "postgresql", "type": "database", "label": "PostgreSQL", "technology": "PostgreSQL"},
        ],
        "edges": [{"source": "api", "target": "postgresql"}],
    }
